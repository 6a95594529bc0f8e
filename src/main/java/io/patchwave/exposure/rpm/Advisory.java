package io.patchwave.exposure.rpm;

import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An advisory as evaluation knows it.
 *
 * @param number its place in the order of ids, among all of the catalog
 * @param kernel whether it names a package of the kernel: a livepatch may have closed it
 */
record Advisory(int number, String id, boolean kernel) {
    /** All advisories by id: one id is one advisory, wherever it stands. */
    static Map<String, Advisory> number(List<RpmAdvisory> errata, List<OsvAdvisory> osv) {
        TreeSet<String> ids = new TreeSet<>();
        Set<String> kernel = new HashSet<>();
        for (RpmAdvisory erratum : errata) {
            ids.add(erratum.id());
            boolean named = erratum.collections().stream()
                    .flatMap(collection -> collection.packages().stream())
                    .anyMatch(fixed -> RunningKernel.isKernel(fixed.name()));
            if (named) {
                kernel.add(erratum.id());
            }
        }
        for (OsvAdvisory each : osv) {
            ids.add(each.id());
            if (each.affected().stream().anyMatch(affected -> RunningKernel.isKernel(affected.name()))) {
                kernel.add(each.id());
            }
        }
        Map<String, Advisory> numbered = new HashMap<>(ids.size() * 2);
        for (String id : ids) {
            numbered.put(id, new Advisory(numbered.size(), id, kernel.contains(id)));
        }
        return numbered;
    }
}
