package io.patchwave.exposure.simulation;

import static io.patchwave.exposure.simulation.SmallFleet.alma;
import static io.patchwave.exposure.simulation.SmallFleet.built;
import static io.patchwave.exposure.simulation.SmallFleet.fix;
import static io.patchwave.exposure.simulation.SmallFleet.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.TestRulings;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Remedies tried on a small fleet, by the real evaluators. */
class SimulatorTest {
    private static final String BASH = "bash-0:2-1.el8.x86_64";
    private static final String ZLIB = "zlib-0:2-1.el8.x86_64";

    private static Simulator.Run run(
            CatalogSnapshot catalog, List<String> asked, int alone, List<String> remedies, FleetCases.Case... cases) {
        CatalogRulings rulings = TestRulings.of(catalog);
        List<Remedy> tried = remedies.stream().map(Remedy::of).toList();
        BitSet wanted = asked.isEmpty() ? all(rulings, catalog) : rulings.numbers(asked);
        Trial.Context context = new Trial.Context(
                rulings, tried, new Known(catalog).published(tried), new Repositories(catalog, tried), wanted);
        return new Simulator(context, List.of(cases), asked.isEmpty() ? new BitSet() : wanted, alone).run();
    }

    private static BitSet all(CatalogRulings rulings, CatalogSnapshot catalog) {
        BitSet all = new BitSet();
        catalog.errata().forEach(advisory -> all.set(rulings.number(advisory.id())));
        catalog.statements().forEach(statement -> all.set(rulings.number(statement.cve())));
        return all;
    }

    private static Map<String, Long> reasons(Simulator.Run run) {
        return run.open().byReason().stream()
                .collect(java.util.stream.Collectors.toMap(OpenAfter.Reason::reason, OpenAfter.Reason::hosts));
    }

    @Test
    void findings_are_counted_on_all_hosts_of_a_software_and_each_remedy_alone_closes_its_own() {
        CatalogSnapshot catalog = new SmallFleet()
                .erratum("A", BASH)
                .erratum("B", ZLIB)
                .erratum("BOTH", BASH, ZLIB)
                .catalog();
        Simulator.Run run = run(
                catalog,
                List.of(),
                100,
                List.of(BASH, ZLIB),
                hosts(10, alma(null, "bash-0:1-1.el8.x86_64", "zlib-0:1-1.el8.x86_64")),
                hosts(5, alma(null, "bash-0:1-1.el8.x86_64")),
                hosts(3, alma(null, "bash-0:2-1.el8.x86_64")));
        assertThat(run.total().hosts()).isEqualTo(15);
        assertThat(run.total().findings()).isEqualTo(10 * 3 + 5 * 2);
        assertThat(run.alone().get(0).findings()).isEqualTo(10 + 5 * 2);
        assertThat(run.alone().get(0).hosts()).isEqualTo(15);
        assertThat(run.alone().get(1).findings()).isEqualTo(10);
        assertThat(run.fits().get(0)).containsEntry(Fit.FITS, 15L).containsEntry(Fit.ALREADY_INSTALLED, 3L);
        assertThat(run.fits().get(1)).containsEntry(Fit.NOT_INSTALLED, 8L);
        assertThat(run.open().findings()).isZero();
    }

    @Test
    void what_each_alone_closes_is_left_out_when_it_is_too_much_to_try() {
        CatalogSnapshot catalog =
                new SmallFleet().erratum("A", BASH).erratum("B", ZLIB).catalog();
        Simulator.Run run = run(
                catalog,
                List.of(),
                1,
                List.of(BASH, ZLIB),
                hosts(1, alma(null, "bash-0:1-1.el8.x86_64", "zlib-0:1-1.el8.x86_64")));
        assertThat(run.alone().get(0)).isNotNull();
        assertThat(run.alone().get(1)).isNull();
        assertThat(run.total().findings()).isEqualTo(2);
    }

    @Test
    void what_stays_open_says_why() {
        CatalogSnapshot catalog = new SmallFleet()
                .erratum("BOTH", BASH, ZLIB)
                .erratum("A", BASH)
                .mirror(BASH, ZLIB)
                .catalog();
        Simulator.Run run = run(
                catalog,
                List.of("A", "BOTH"),
                100,
                List.of(BASH),
                hosts(1, alma(null, "bash-0:1-1.el8.x86_64", "zlib-0:1-1.el8.x86_64")),
                hosts(2, alma(null, "bash-0:1-1.el8.x86_64"), "bash*"),
                hosts(4, alma(null, "zlib-0:1-1.el8.x86_64")));
        assertThat(reasons(run)).isEqualTo(Map.of("needs-another-remedy", 5L, "locked", 2L));
        assertThat(run.total().hosts()).isEqualTo(1);
        assertThat(run.fits().get(0)).containsEntry(Fit.LOCKED, 2L);
    }

    @Test
    void a_build_that_no_repository_has_is_not_installed() {
        CatalogSnapshot catalog =
                new SmallFleet().erratum("A", BASH).mirror(ZLIB).catalog();
        Simulator.Run run =
                run(catalog, List.of("A"), 100, List.of(BASH), hosts(1, alma(null, "bash-0:1-1.el8.x86_64")));
        assertThat(run.total().findings()).isZero();
        assertThat(run.fits().get(0)).containsEntry(Fit.NOT_IN_REPOSITORY, 1L);
        assertThat(reasons(run)).containsOnlyKeys("not-in-repository");
    }

    @Test
    void another_products_update_is_told_from_one_that_changes_nothing() {
        CatalogSnapshot catalog = new SmallFleet()
                .rollups(SmallFleet.SERVER, "KB4000001", "KB4000002")
                .rollups("Windows 7", "KB4100001")
                .cve(
                        "2018-Jan",
                        "CVE-2018-1",
                        fix("KB4000001", "Monthly Rollup", SmallFleet.SERVER),
                        fix("KB4100001", "Monthly Rollup", SmallFleet.WINDOWS_7))
                .cve("2018-Feb", "CVE-2018-2", fix("KB4000002", "Monthly Rollup", SmallFleet.SERVER))
                .catalog();
        Simulator.Run run = run(
                catalog,
                List.of("CVE-2018-1", "CVE-2018-2"),
                100,
                List.of("KB4000001"),
                hosts(1, SmallFleet.server2012R2()),
                hosts(1, SmallFleet.windows7()),
                hosts(1, SmallFleet.server2012R2("KB4000001")));
        assertThat(run.fits().get(0)).isEqualTo(Map.of(Fit.FITS, 1L, Fit.OTHER_PRODUCT, 1L, Fit.ALREADY_INSTALLED, 1L));
        assertThat(run.total().findings()).isEqualTo(1);
        assertThat(reasons(run)).isEqualTo(Map.of("other-product", 1L, "needs-another-remedy", 2L));
        assertThat(run(catalog, List.of(), 9, List.of("KB4000002"), hosts(1, SmallFleet.server2012R2()))
                        .total()
                        .findings())
                .isEqualTo(2);
    }

    @Test
    void what_a_cumulative_update_closes_waits_for_its_reboot() {
        CatalogSnapshot catalog = new SmallFleet()
                .cumulative("Windows Server 2022", "20348", 500, "KB5000500")
                .cve("2022-Mar", "CVE-2022-1", built("KB5000500", "10.0.20348.500", SmallFleet.SERVER_2022))
                .catalog();
        Simulator.Run run = run(catalog, List.of(), 9, List.of("KB5000500"), hosts(2, SmallFleet.server2022(400)));
        assertThat(run.total().findings()).isEqualTo(2);
        assertThat(run.total().afterReboot()).isEqualTo(2);
        Simulator.Run again = run(
                catalog,
                List.of("CVE-2022-1"),
                9,
                List.of("KB5000500"),
                hosts(1, SmallFleet.server2022(400, "KB5000500")));
        assertThat(again.total().findings()).isZero();
        assertThat(reasons(again)).containsOnlyKeys("pending-reboot");
    }

    @Test
    void an_update_that_needs_a_licence_is_not_installed() {
        CatalogSnapshot catalog = new SmallFleet()
                .rollups("Windows 7", "KB4100001", "KB4900001")
                .cve("2018-Jan", "CVE-2018-1", fix("KB4100001", "Monthly Rollup", SmallFleet.WINDOWS_7))
                .cve("2021-Jan", "CVE-2021-1", fix("KB4900001", "Monthly Rollup", SmallFleet.WINDOWS_7))
                .catalog();
        Simulator.Run run = run(
                catalog, List.of("CVE-2018-1", "CVE-2021-1"), 9, List.of("KB4900001"), hosts(1, SmallFleet.windows7()));
        assertThat(run.fits().get(0)).containsOnlyKeys(Fit.NEEDS_ESU);
        assertThat(run.total().findings()).isZero();
        assertThat(reasons(run)).containsOnlyKeys("needs-esu");
    }

    @Test
    void remedies_nobody_knows_are_told_apart() {
        CatalogSnapshot catalog = new SmallFleet().erratum("A", BASH).catalog();
        Known known = new Known(catalog);
        assertThat(
                        Arrays.asList(BASH, "bash-0:99-1.el8.x86_64", "KB4012598", "KB9999999", "nosuch-0:1-1.x86_64")
                                .stream()
                                .map(Remedy::of)
                                .map(known::knows))
                .containsExactly(true, true, true, false, false);
    }
}
