package io.patchwave.exposure.opinion;

import static io.patchwave.exposure.simulation.SmallFleet.alma;
import static io.patchwave.exposure.simulation.SmallFleet.built;
import static io.patchwave.exposure.simulation.SmallFleet.fix;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.TestRulings;
import io.patchwave.exposure.simulation.Remedy;
import io.patchwave.exposure.simulation.SmallFleet;
import io.patchwave.inventory.Software;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What machines call missing against the real evaluators. */
class ComparisonTest {
    private static final CatalogSnapshot WINDOWS = new SmallFleet()
            .rollups(SmallFleet.SERVER, "KB4000001", "KB4000002")
            .rollups("Windows 7", "KB4100001")
            .cumulative("Windows Server 2022", "20348", 500, "KB5000500")
            .cve(
                    "2018-Jan",
                    "CVE-2018-1",
                    fix("KB4000001", "Monthly Rollup", SmallFleet.SERVER),
                    fix("KB4100001", "Monthly Rollup", SmallFleet.WINDOWS_7))
            .cve("2018-Feb", "CVE-2018-2", fix("KB4000002", "Monthly Rollup", SmallFleet.SERVER))
            .cve("2022-Mar", "CVE-2022-1", built("KB5000500", "10.0.20348.500", SmallFleet.SERVER_2022))
            .catalog();
    private static final CatalogSnapshot LINUX = new SmallFleet()
            .erratum("A", "bash-0:2-1.el8.x86_64")
            .erratum("B", "bash-0:3-1.el8.x86_64")
            .erratum("C", "zlib-0:2-1.el8.x86_64")
            .catalog();

    /** Safe from MS17-010, of which the shipped fact speaks. */
    private static Software server(String... kbs) {
        String[] all = Arrays.copyOf(kbs, kbs.length + 1);
        all[kbs.length] = "KB4012213";
        return SmallFleet.server2012R2(all);
    }

    private static HostComparison.Told compare(CatalogSnapshot catalog, Software machine, Opinion opinion) {
        CatalogRulings rulings = TestRulings.of(catalog);
        return HostComparison.of(
                rulings, new Comparison(rulings, new Named(catalog)), machine, opinion, remedy -> false);
    }

    private static Opinion lists(String... reported) {
        return new Opinion(Arrays.stream(reported).map(Remedy::of).toList(), null, List.of());
    }

    private static List<String> texts(HostComparison.Told told) {
        return told.items().stream()
                .map(item -> item.theirs() + " " + item.remedy() + " " + item.ours() + " " + item.rule() + " "
                        + String.join(",", item.advisories()) + " " + item.explanation())
                .toList();
    }

    @Test
    void naming_a_later_update_that_contains_ours_is_agreement() {
        HostComparison.Told told = compare(WINDOWS, server(), lists("KB4000002"));
        assertThat(told.items()).isEmpty();
        assertThat(told.notCompared()).isEmpty();
    }

    @Test
    void what_they_do_not_list_and_nothing_they_list_contains_is_told_with_both_reasons() {
        HostComparison.Told told = compare(WINDOWS, server(), lists("KB4000001"));
        assertThat(texts(told)).containsExactly("not-missing KB4000002 exposed R4 CVE-2018-2 unexplained");
        assertThat(told.items().get(0).ourReason()).contains("R4");
        assertThat(told.items().get(0).theirReason()).startsWith("Windows Update lists neither");
    }

    @Test
    void what_they_call_missing_and_we_call_patched_names_what_satisfies_it() {
        HostComparison.Told told = compare(WINDOWS, server("KB4000002"), lists("KB4000001"));
        assertThat(texts(told)).containsExactly("missing KB4000001 patched R4 CVE-2018-1 contained");
        assertThat(told.items().get(0).ourReason()).contains("KB4000002");
    }

    @Test
    void another_products_update_is_not_for_this_machine_unless_programs_could_be_meant() {
        Software blind = server("KB4000002");
        assertThat(compare(WINDOWS, blind, lists("KB4100001")).notCompared())
                .containsExactly(new Disagreement.NotCompared("KB4100001", "products-not-inventoried"));
    }

    @Test
    void what_no_document_names_is_not_compared() {
        HostComparison.Told told = compare(WINDOWS, server("KB4000002"), lists("KB890830"));
        assertThat(told.items()).isEmpty();
        assertThat(told.notCompared()).containsExactly(new Disagreement.NotCompared("KB890830", "unknown-to-catalog"));
    }

    @Test
    void what_waits_for_a_reboot_is_no_disagreement() {
        Software waiting = SmallFleet.server2022(400, "KB5000500");
        assertThat(compare(WINDOWS, waiting, lists()).items()).isEmpty();
        assertThat(compare(WINDOWS, waiting, lists("KB5000500")).items()).isEmpty();
    }

    @Test
    void an_unapproved_update_is_explained_by_wsus() {
        Opinion wsus = new Opinion(List.of(), "wsus", List.of());
        assertThat(compare(WINDOWS, server("KB4000001"), wsus).items())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.explanation()).isEqualTo("not-offered-by-source");
                    assertThat(item.theirReason()).startsWith("WSUS");
                });
    }

    @Test
    void a_newer_build_that_dnf_lists_covers_older_advisories() {
        Software machine = alma(null, "bash-0:1-1.el8.x86_64", "zlib-0:2-1.el8.x86_64");
        assertThat(compare(LINUX, machine, lists("bash-0:3-1.el8.x86_64")).items())
                .isEmpty();
        assertThat(texts(compare(LINUX, machine, lists("bash-0:2-1.el8.x86_64"))))
                .containsExactly("not-missing bash-0:3-1.el8.x86_64 exposed rpm B unexplained");
        assertThat(texts(compare(LINUX, machine, lists("bash-0:3-1.el8.x86_64", "zlib-0:2-1.el8.x86_64"))))
                .containsExactly("missing zlib-0:2-1.el8.x86_64 patched rpm C installed-here");
        assertThat(compare(LINUX, machine, lists("bash-0:3-1.el8.x86_64", "zlib-0:9-1.el8.x86_64"))
                        .notCompared())
                .containsExactly(new Disagreement.NotCompared("zlib-0:9-1.el8.x86_64", "unknown-to-catalog"));
    }

    @Test
    void what_the_host_holds_back_it_does_not_list_either() {
        Software machine = alma(null, "bash-0:1-1.el8.x86_64");
        Opinion locked = new Opinion(List.of(), null, List.of("bash"));
        assertThat(compare(LINUX, machine, locked).items()).isEmpty();
        CatalogRulings rulings = TestRulings.of(LINUX);
        Comparison comparison = new Comparison(rulings, new Named(LINUX));
        Comparison.Seen seen = comparison.look(machine, List.of());
        assertThat(seen.unlisted()).hasSize(2);
        assertThat(HostComparison.withoutLocked(rulings, machine, locked, seen).unlisted())
                .isEmpty();
    }

    @Test
    void the_fleets_counts_are_sums_of_what_hosts_tell() {
        CatalogRulings rulings = TestRulings.of(WINDOWS);
        Comparison comparison = new Comparison(rulings, new Named(WINDOWS));
        for (Software machine :
                List.of(SmallFleet.server2012R2(), SmallFleet.server2012R2("KB4000001"), SmallFleet.windows7())) {
            for (Opinion opinion : List.of(lists(), lists("KB4000001"), lists("KB4000001", "KB4100001"))) {
                Comparison.Seen seen = comparison.look(machine, opinion.reported());
                comparison.learn(List.of(seen));
                HostComparison.Told told = HostComparison.of(rulings, comparison, machine, opinion, remedy -> false);
                assertThat(FleetOpinions.counts(comparison, seen).stream()
                                .map(count -> count.kind().direction().word() + " "
                                        + count.kind().rule())
                                .sorted())
                        .containsExactlyElementsOf(told.items().stream()
                                .map(item -> item.theirs() + " " + item.rule())
                                .distinct()
                                .sorted()
                                .toList());
            }
        }
    }
}
