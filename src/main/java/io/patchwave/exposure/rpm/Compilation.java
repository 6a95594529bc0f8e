package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.Ruler;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A catalog's advisories, numbered and laid out.
 *
 * @param osv records of rpm distributions
 * @param repositories by name, also those that only errata name
 * @param numbered by id; an advisory that is gone keeps its number until all are numbered anew
 * @param numberedAtFirst how many there were then
 * @param kernel numbers of advisories that name a package of the kernel
 */
record Compilation(
        List<RpmAdvisory> errata,
        List<OsvAdvisory> osv,
        Map<String, Repository> repositories,
        Map<String, Advisory> numbered,
        int numberedAtFirst,
        List<Ruler.GroupName> groups,
        BitSet kernel,
        Sources sources) {
    static Compilation of(CatalogSnapshot catalog) {
        List<RpmAdvisory> errata = catalog.errata();
        List<OsvAdvisory> osv =
                catalog.osv().stream().filter(OsvCompiler::isOfRpm).toList();
        Map<String, Repository> repositories = new TreeMap<>();
        for (Mirror mirror : catalog.mirrors()) {
            if (isOfRpm(mirror)) {
                repositories.put(mirror.name(), Repository.of(mirror));
            }
        }
        errata.forEach(each -> repositories.computeIfAbsent(each.mirror(), Repository::unknown));
        Map<String, Advisory> numbered = Advisory.number(errata, osv);
        List<Source> ofErrata = new ErrataCompiler(repositories, numbered).compile(errata);
        List<Source> ofOsv = new ArrayList<>();
        OsvCompiler.index(osv, numbered)
                .forEach((audience, index) ->
                        ofOsv.add(OsvCompiler.source(ofErrata.size() + ofOsv.size(), audience, index)));
        List<Ruler.GroupName> groups = numbered.values().stream()
                .sorted(Comparator.comparing(Advisory::number))
                .map(Advisory::group)
                .toList();
        BitSet kernel = new BitSet();
        numbered.values().stream().filter(Advisory::kernel).forEach(each -> kernel.set(each.number()));
        return new Compilation(
                errata, osv, repositories, numbered, numbered.size(), groups, kernel, new Sources(ofErrata, ofOsv));
    }

    static boolean isOfRpm(Mirror mirror) {
        return mirror.family().equals("rpm");
    }
}
