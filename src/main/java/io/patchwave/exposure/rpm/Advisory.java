package io.patchwave.exposure.rpm;

import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.Ruler;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An advisory as evaluation knows it.
 *
 * @param number its place among all of the catalog
 * @param kernel whether it names a package of the kernel: a livepatch may have closed it
 */
record Advisory(int number, String id, boolean kernel) {
    /**
     * All advisories by id: one id is one advisory, wherever it stands. Those of one source package stand together, by the build
     * they bring: neighbours get the same answer on most hosts.
     */
    static Map<String, Advisory> number(List<RpmAdvisory> errata, List<OsvAdvisory> osv) {
        Map<String, Draft> drafts = new HashMap<>((errata.size() + osv.size()) * 2);
        for (RpmAdvisory erratum : errata) {
            Draft draft = drafts.computeIfAbsent(erratum.id(), Draft::new);
            for (RpmAdvisory.PackageCollection collection : erratum.collections()) {
                for (RpmAdvisory.FixedPackage fixed : collection.packages()) {
                    draft.names(fixed);
                }
            }
        }
        for (OsvAdvisory each : osv) {
            Draft draft = drafts.computeIfAbsent(each.id(), Draft::new);
            each.affected().forEach(affected -> draft.names(affected.name()));
        }
        List<Draft> sorted = new ArrayList<>(drafts.values());
        sorted.sort(Draft.ORDER);
        Map<String, Advisory> numbered = new HashMap<>(sorted.size() * 2);
        for (Draft draft : sorted) {
            numbered.put(draft.id, new Advisory(numbered.size(), draft.id, draft.kernel));
        }
        return numbered;
    }

    /** The class of advisories that it is alone. */
    Ruler.GroupName group() {
        return new Ruler.GroupName(id, List.of(id));
    }

    /** While its packages are read. */
    private static final class Draft {
        private static final Comparator<Draft> ORDER = Comparator.<Draft, String>comparing(draft -> draft.source)
                .thenComparing(draft -> draft.build)
                .thenComparing(draft -> draft.id);

        private final String id;
        private boolean kernel;
        private boolean known;
        private String source = "";
        private Evr build = new Evr(0, "", "");

        Draft(String id) {
            this.id = id;
        }

        /** Its source package is the one it lists, else the first by name stands for it. */
        void names(RpmAdvisory.FixedPackage fixed) {
            kernel = kernel || RunningKernel.isKernel(fixed.name());
            boolean isSource = fixed.arch().equals("src");
            if ((isSource && !known) || (isSource == known && isFirst(fixed.name()))) {
                known = isSource;
                source = fixed.name();
                build = Evr.of(fixed.epoch(), fixed.version(), fixed.release());
            }
        }

        void names(String name) {
            kernel = kernel || RunningKernel.isKernel(name);
            if (!known && isFirst(name)) {
                source = name;
            }
        }

        private boolean isFirst(@Nullable String name) {
            return name != null && (source.isEmpty() || name.compareTo(source) < 0);
        }
    }
}
