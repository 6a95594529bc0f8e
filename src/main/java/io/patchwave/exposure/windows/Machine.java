package io.patchwave.exposure.windows;

import io.patchwave.exposure.Confidence;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.version.KbNumber;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A machine as the rules ask it: the updates that count as installed at a running revision (W4, W7) and, on 6.x, the newest
 * rollup.
 */
final class Machine {
    final WindowsSoftware software;
    final WindowsProduct product;
    final @Nullable UpdateLine line;
    final Set<Integer> listed;
    final int revision;
    final String revisionFrom;
    final Confidence confidence;
    private final int newestRollup;

    private Machine(
            WindowsSoftware software,
            WindowsProduct product,
            @Nullable UpdateLine line,
            Set<Integer> listed,
            int revision,
            String revisionFrom,
            Confidence confidence) {
        this.software = software;
        this.product = product;
        this.line = line;
        this.listed = listed;
        this.revision = revision;
        this.revisionFrom = revisionFrom;
        this.confidence = confidence;
        newestRollup = newestRollup(product, line, listed);
    }

    static Machine of(WindowsSoftware software, WindowsProduct product, @Nullable UpdateLine line) {
        Set<Integer> listed = new TreeSet<>();
        software.hotfixes().forEach(kb -> KbNumber.parse(kb).ifPresent(listed::add));
        if (!product.release().isTen()) {
            return new Machine(software, product, line, listed, 0, "", Confidence.MEASURED);
        }
        Integer running = software.revision();
        if (running != null) {
            return new Machine(software, product, line, listed, running, "", Confidence.MEASURED);
        }
        return derived(software, product, line, listed);
    }

    /** W7: the highest listed update with a revision on the line, else the release's own. */
    private static Machine derived(
            WindowsSoftware software, WindowsProduct product, @Nullable UpdateLine line, Set<Integer> listed) {
        int best = -1;
        int from = 0;
        for (int kb : listed) {
            Integer revision = line == null ? null : line.revision(kb);
            if (revision != null && revision > best) {
                best = revision;
                from = kb;
            }
        }
        return best >= 0
                ? new Machine(
                        software,
                        product,
                        line,
                        listed,
                        best,
                        " (from " + KbNumber.text(from) + ")",
                        Confidence.MEASURED)
                : new Machine(
                        software,
                        product,
                        line,
                        listed,
                        product.release().firstRevision(),
                        " (presumed)",
                        Confidence.PRESUMED);
    }

    /** The same machine after it has started the newest update that is listed and not running; null where there is none. */
    @Nullable Machine afterReboot() {
        int highest = revision;
        for (int kb : listed) {
            Integer own = ownRevision(kb);
            highest = own == null ? highest : Math.max(highest, own);
        }
        return highest > revision ? new Machine(software, product, line, listed, highest, "", confidence) : null;
    }

    boolean isTen() {
        return product.release().isTen();
    }

    /** Revision that an update brings on this line, hotpatches included; null where none is known or on 6.x. */
    private @Nullable Integer ownRevision(int kb) {
        if (line == null || !isTen()) {
            return null;
        }
        Integer own = line.revision(kb);
        return own == null ? line.hotpatchRevision(kb) : own;
    }

    /** Listed, whether it runs or not. */
    boolean lists(int kb) {
        return listed.contains(kb);
    }

    /** Listed and running: on 10.0 the revision outranks the list. */
    boolean has(int kb) {
        if (!listed.contains(kb)) {
            return false;
        }
        Integer own = ownRevision(kb);
        return own == null || own <= revision;
    }

    /** Place of the newest installed rollup in the line's order, -1 for none; always -1 on 10.0. */
    int newestRollup() {
        return newestRollup;
    }

    private static int newestRollup(WindowsProduct product, @Nullable UpdateLine line, Set<Integer> listed) {
        int newest = -1;
        if (line != null && !product.release().isTen()) {
            for (int kb : listed) {
                newest = Math.max(newest, line.place(kb));
            }
        }
        return newest;
    }

    /** The running version as evidence, with where it is from. */
    String runningVersion() {
        return "10.0." + product.release().build() + "." + revision + revisionFrom;
    }
}
