package io.patchwave.exposure.simulation;

import io.patchwave.catalog.WindowsStatement.VendorFix;
import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.TestRulings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The chosen remedies close all that can be closed, and none of them can be left out, on made-up machines. */
class ChooserProperties {
    @Property(tries = 200)
    void the_choice_is_whole_and_has_nothing_needless_on_made_up_machines(@ForAll long seed) {
        Random random = new Random(seed);
        SmallFleet fleet = new SmallFleet();
        List<String> kbs = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            kbs.add("KB400000" + i);
        }
        fleet.rollups(SmallFleet.SERVER, "KB4000001", "KB4000003", "KB4000005");
        List<String> cves = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String cve = "CVE-2018-" + (1000 + i);
            cves.add(cve);
            Set<String> chosen = new TreeSet<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                chosen.add(kbs.get(random.nextInt(kbs.size())));
            }
            VendorFix[] fixes = chosen.stream()
                    .map(kb -> SmallFleet.fix(kb, isRollup(kb) ? "Monthly Rollup" : "Security Only", SmallFleet.SERVER))
                    .toArray(VendorFix[]::new);
            fleet.cve("2018-" + List.of("Jan", "Feb", "Mar").get(random.nextInt(3)), cve, fixes);
        }
        CatalogRulings rulings = TestRulings.of(fleet.catalog());
        String[] installed = kbs.stream().filter(kb -> random.nextInt(5) == 0).toArray(String[]::new);
        Choices.check(rulings, SmallFleet.server2012R2(installed), rulings.numbers(cves));
    }

    private static boolean isRollup(String kb) {
        return (kb.charAt(kb.length() - 1) - '0') % 2 == 1;
    }
}
