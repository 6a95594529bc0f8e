package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2012_R2;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_7;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Evaluation;
import org.junit.jupiter.api.Test;

class RollupRulesTest {
    private static final String IE = "Internet Explorer 11 on Windows Server 2012 R2";

    private final SmallCatalog catalog = new SmallCatalog()
            .rollups(SERVER_2012_R2, "KB5003671", "KB5004954", "KB5004298", "KB5005076")
            .securityOnly(SERVER_2012_R2, "KB5003681", "KB5004958", "KB5004285", "KB5005106")
            .cve(
                    "2021-Jun",
                    "CVE-2021-1675",
                    fix("KB5003671", "Monthly Rollup", SERVER_2012_R2),
                    fix("KB5003681", "Security Only", SERVER_2012_R2))
            .cve(
                    "2021-Jul",
                    "CVE-2021-34527",
                    fix("KB5004954", "Monthly Rollup", SERVER_2012_R2),
                    fix("KB5004958", "Security Only", SERVER_2012_R2))
            .cve(
                    "2021-Jul",
                    "CVE-2021-33764",
                    fix("KB5004298", "Monthly Rollup", SERVER_2012_R2),
                    fix("KB5004285", "Security Only", SERVER_2012_R2))
            .cve("2021-Jul", "CVE-2021-33765", fix("KB5004285", "Security Only", SERVER_2012_R2))
            .cve("2021-Aug", "CVE-2021-36942", fix("KB5005076", "Monthly Rollup", SERVER_2012_R2));

    private Evaluation with(String... kbs) {
        return catalog.evaluate(Windows.server2012R2().with(kbs).software());
    }

    @Test
    void R4_a_rollup_contains_every_rollup_before_it_and_none_after() {
        Evaluation evaluation = with("KB5004298");

        assertThat(SmallCatalog.of(evaluation, "CVE-2021-1675")).containsExactly("patched R4 KB5004298");
        assertThat(SmallCatalog.of(evaluation, "CVE-2021-36942")).containsExactly("exposed R4");
    }

    @Test
    void R4_a_revision_proves_nothing_on_6x() {
        assertThat(SmallCatalog.of(
                        catalog.evaluate(Windows.server2012R2().revision(99999).software()), "CVE-2021-1675"))
                .containsExactly("exposed R4");
    }

    @Test
    void R4_rollup_and_security_only_are_alternatives() {
        assertThat(SmallCatalog.of(with("KB5003681"), "CVE-2021-1675")).containsExactly("patched R1 KB5003681");
    }

    @Test
    void R5_a_security_only_update_is_contained_in_the_rollup_beside_it_not_in_the_first_of_its_month() {
        assertThat(SmallCatalog.of(with("KB5004954"), "CVE-2021-34527")).containsExactly("patched R1 KB5004954");
        assertThat(SmallCatalog.of(with("KB5004954"), "CVE-2021-33764")).containsExactly("exposed R4");
        assertThat(SmallCatalog.of(with("KB5004954"), "CVE-2021-33765")).containsExactly("exposed R5");
        assertThat(SmallCatalog.of(with("KB5004298"), "CVE-2021-33765")).containsExactly("patched R5 KB5004298");
    }

    @Test
    void R5_an_update_that_never_stands_beside_a_rollup_is_contained_in_the_first_of_a_later_month() {
        SmallCatalog alone = catalog.cve("2021-Jul", "CVE-2021-0001", fix("KB5004233", "IE Cumulative", IE));

        assertThat(SmallCatalog.of(
                        alone.evaluate(Windows.server2012R2().with("KB5004298").software()), "CVE-2021-0001"))
                .containsExactly("exposed R0");
        assertThat(SmallCatalog.of(
                        alone.evaluate(Windows.server2012R2().with("KB5005076").software()), "CVE-2021-0001"))
                .containsExactly("patched R5 KB5005076");
    }

    @Test
    void R5_closes_what_the_document_forgets() {
        SmallCatalog february = new SmallCatalog()
                .rollups(SERVER_2012_R2, "KB5022899")
                .cve(
                        "2023-Feb",
                        "CVE-2023-21684",
                        fix("KB5022899", "Monthly Rollup", SERVER_2012_R2),
                        fix("KB5022894", "Security Only", SERVER_2012_R2))
                .cve(
                        "2023-Feb",
                        "CVE-2023-21805",
                        fix("KB5022835", "IE Cumulative", SERVER_2012_R2),
                        fix("KB5022894", "Security Only", SERVER_2012_R2));

        assertThat(SmallCatalog.of(
                        february.evaluate(
                                Windows.server2012R2().with("KB5022899").software()),
                        "CVE-2023-21805"))
                .containsExactly("patched R5 KB5022899");
    }

    @Test
    void R5_on_internet_explorer_an_update_of_no_kind_is_a_cumulative_one() {
        SmallCatalog old = catalog.cve(
                "2021-Jun",
                "CVE-2021-0002",
                fix("KB5003636", "Security Update", IE),
                fix("KB5003671", "Monthly Rollup", IE));

        assertThat(SmallCatalog.of(
                        old.cve("2021-Jun", "CVE-2021-0003", fix("KB5003636", "Security Update", IE))
                                .evaluate(
                                        Windows.server2012R2().with("KB5003671").software()),
                        "CVE-2021-0003"))
                .containsExactly("patched R5 KB5003671");
    }

    @Test
    void R5_a_later_security_only_update_never_satisfies_an_earlier_one() {
        Evaluation evaluation = with("KB5004285", "KB5005106");

        assertThat(SmallCatalog.of(evaluation, "CVE-2021-1675")).containsExactly("exposed R4");
    }

    @Test
    void R8_a_single_update_under_a_rollup_of_its_month_or_later_is_undecided() {
        SmallCatalog single =
                catalog.cve("2021-Jul", "CVE-2021-0004", fix("KB3135456", "Security Update", SERVER_2012_R2));

        assertThat(SmallCatalog.of(
                        single.evaluate(Windows.server2012R2().with("KB5004298").software()), "CVE-2021-0004"))
                .containsExactly("unknown R8 single-update-under-rollup");
        assertThat(SmallCatalog.of(
                        single.evaluate(Windows.server2012R2().with("KB5003671").software()), "CVE-2021-0004"))
                .containsExactly("exposed R0");
        assertThat(SmallCatalog.of(
                        single.evaluate(Windows.server2012R2()
                                .with("KB5004298", "KB3135456")
                                .software()),
                        "CVE-2021-0004"))
                .containsExactly("patched R1 KB3135456");
    }

    @Test
    void W1_rollups_of_later_months_than_the_history_are_learnt_in_the_order_of_months_not_numbers() {
        SmallCatalog extended = new SmallCatalog()
                .rollups("Windows Server 2012 R2", "KB5065507")
                .cve("2025-Sep", "CVE-2025-0001", fix("KB5065507", "Monthly Rollup", SERVER_2012_R2))
                .cve("2025-Oct", "CVE-2025-0002", fix("KB5070886", "Monthly Rollup", SERVER_2012_R2))
                .cve("2025-Nov", "CVE-2025-0003", fix("KB5068905", "Monthly Rollup", SERVER_2012_R2));
        Evaluation november =
                extended.evaluate(Windows.server2012R2().with("KB5068905").software());

        assertThat(SmallCatalog.of(november, "CVE-2025-0001")).containsExactly("patched R4 KB5068905");
        assertThat(SmallCatalog.of(november, "CVE-2025-0002")).containsExactly("patched R4 KB5068905");
    }

    @Test
    void W1_the_month_of_an_update_is_that_of_most_of_its_pairs() {
        SmallCatalog late = new SmallCatalog()
                .rollups("Windows 7", "KB4034664")
                .cve("2016-Jul", "CVE-2016-0001", fix("KB4038777", "Monthly Rollup", WINDOWS_7))
                .cve("2017-Aug", "CVE-2017-0001", fix("KB4034664", "Monthly Rollup", WINDOWS_7))
                .cve("2017-Sep", "CVE-2017-0002", fix("KB4038777", "Monthly Rollup", WINDOWS_7))
                .cve("2017-Sep", "CVE-2017-0003", fix("KB4038777", "Monthly Rollup", WINDOWS_7));

        assertThat(SmallCatalog.of(
                        late.evaluate(Windows.windows7().with("KB4038777").software()), "CVE-2017-0001"))
                .containsExactly("patched R4 KB4038777");
    }
}
