package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2012_R2;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_10_21H2;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_7;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static io.patchwave.exposure.windows.SmallCatalog.superseding;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChainRulesTest {
    @Test
    void R6_a_chain_of_supersedence_leads_to_an_installed_update() {
        SmallCatalog chain = new SmallCatalog()
                .cve("2016-Apr", "CVE-2016-0001", fix("KB3140735", "Security Update", WINDOWS_7))
                .cve("2016-Jun", "CVE-2016-0002", superseding(fix("KB3161664", "", WINDOWS_7), "KB3140735"))
                .cve("2016-Aug", "CVE-2016-0003", superseding(fix("KB3177725", "", WINDOWS_7), "KB3161664"));

        assertThat(SmallCatalog.of(
                        chain.evaluate(Windows.windows7().with("KB3177725").software()), "CVE-2016-0001"))
                .containsExactly("patched R6 KB3177725");
        assertThat(SmallCatalog.of(
                        chain.evaluate(Windows.windows7().with("KB3140735").software()), "CVE-2016-0003"))
                .containsExactly("exposed R0");
    }

    @Test
    void R6_a_chain_leads_to_a_rollup_at_or_before_the_newest_installed_one() {
        SmallCatalog chain = new SmallCatalog()
                .rollups("Windows 7", "KB3185330", "KB3197868")
                .cve("2016-Apr", "CVE-2016-0001", fix("KB3140735", "", WINDOWS_7))
                .cve(
                        "2016-Oct",
                        "CVE-2016-0002",
                        superseding(fix("KB3185330", "Monthly Rollup", WINDOWS_7), "KB3140735"));

        assertThat(SmallCatalog.of(
                        chain.evaluate(Windows.windows7().with("KB3197868").software()), "CVE-2016-0001"))
                .containsExactly("patched R6 KB3185330");
    }

    @Test
    void R6_a_chain_leads_to_a_revision_that_the_machine_runs() {
        SmallCatalog chain = new SmallCatalog()
                .cumulative("Windows 10", "19044", 1889, "KB5016616")
                .cve("2022-Jul", "CVE-2022-0001", fix("KB5015895", "", WINDOWS_10_21H2))
                .cve("2022-Aug", "CVE-2022-0002", superseding(fix("KB5016616", "", WINDOWS_10_21H2), "KB5015895"));

        assertThat(SmallCatalog.of(chain.evaluate(Windows.windows10(19044, 1889).software()), "CVE-2022-0001"))
                .containsExactly("patched R6 KB5016616");
        assertThat(SmallCatalog.of(chain.evaluate(Windows.windows10(19044, 1826).software()), "CVE-2022-0001"))
                .containsExactly("exposed R0");
    }

    @Test
    void R6_another_products_supersedence_counts_for_nothing() {
        SmallCatalog chain = new SmallCatalog()
                .cve("2016-Apr", "CVE-2016-0001", fix("KB3140735", "", WINDOWS_7))
                .cve("2016-Jun", "CVE-2016-0002", superseding(fix("KB3161664", "", SERVER_2012_R2), "KB3140735"));

        assertThat(SmallCatalog.of(
                        chain.evaluate(Windows.windows7().with("KB3161664").software()), "CVE-2016-0001"))
                .containsExactly("exposed R0");
    }

    @Test
    void R6_no_edge_leads_from_a_security_only_update_to_a_rollup_or_another_one() {
        SmallCatalog wrong = new SmallCatalog()
                .cve("2021-Jun", "CVE-2021-0001", fix("KB5003667", "Monthly Rollup", WINDOWS_7))
                .cve("2021-Jun", "CVE-2021-0002", fix("KB5003694", "Security Only", WINDOWS_7))
                .cve(
                        "2021-Jul",
                        "CVE-2021-34527",
                        superseding(fix("KB5004951", "Security Only", WINDOWS_7), "KB5003667", "KB5003694"));
        Windows machine = Windows.windows7().esu().with("KB5004951");

        assertThat(SmallCatalog.of(wrong.evaluate(machine.software()), "CVE-2021-34527"))
                .containsExactly("patched R1 KB5004951");
        assertThat(SmallCatalog.of(wrong.evaluate(machine.software()), "CVE-2021-0001"))
                .containsExactly("exposed R4");
        assertThat(SmallCatalog.of(wrong.evaluate(machine.software()), "CVE-2021-0002"))
                .containsExactly("exposed R5");
    }

    @Test
    void R6_an_update_that_replaces_itself_is_no_chain_and_a_circle_ends() {
        SmallCatalog circle = new SmallCatalog()
                .cve(
                        "2016-Apr",
                        "CVE-2016-0001",
                        superseding(fix("KB3140735", "", WINDOWS_7), "KB3140735", "KB3161664"))
                .cve("2016-Jun", "CVE-2016-0002", superseding(fix("KB3161664", "", WINDOWS_7), "KB3140735"));

        assertThat(SmallCatalog.of(circle.evaluate(Windows.windows7().software()), "CVE-2016-0001"))
                .containsExactly("exposed R0");
    }

    @Test
    void R7_flash_of_a_later_month_contains_an_earlier_one() {
        String flash = "Adobe Flash Player on Windows 10 Version 21H2 for x64-based Systems";
        SmallCatalog series = new SmallCatalog()
                .cve("2019-Feb", "ADV190003", fix("KB4487038", "Security Update", flash))
                .cve("2019-Jan", "ADV190001", fix("KB4480979", "Security Update", flash))
                .cve("2019-Feb", "CVE-2019-0001", fix("KB4487000", "", WINDOWS_10_21H2));
        Windows later = Windows.windows10(19044, 1288).with("KB4487038");

        assertThat(SmallCatalog.of(series.evaluate(later.software()), "ADV190001"))
                .containsExactly("patched R7 KB4487038");
        assertThat(SmallCatalog.of(
                        series.evaluate(
                                Windows.windows10(19044, 1288).with("KB4480979").software()),
                        "ADV190003"))
                .containsExactly("exposed R0");
    }

    @Test
    void R7_an_out_of_band_update_is_not_contained_in_one_of_the_same_month() {
        String ie = "Internet Explorer 11 on Windows 7 for x64-based Systems Service Pack 1";
        SmallCatalog december = new SmallCatalog()
                .rollups("Windows 7", "KB4471318", "KB4480970")
                .cve(
                        "2018-Dec",
                        "CVE-2018-8631",
                        fix("KB4470199", "IE Cumulative", ie),
                        fix("KB4471318", "Monthly Rollup", ie, WINDOWS_7))
                .cve("2018-Dec", "CVE-2018-8653", fix("KB4483187", "IE Cumulative", ie))
                .cve("2019-Jan", "CVE-2019-0541", fix("KB4480970", "Monthly Rollup", ie, WINDOWS_7));
        String ie11 = "KB2841134";

        assertThat(SmallCatalog.of(
                        december.evaluate(Windows.windows7()
                                .with(ie11, "KB4471318", "KB4470199")
                                .software()),
                        "CVE-2018-8653"))
                .containsExactly("exposed R0");
        assertThat(SmallCatalog.of(
                        december.evaluate(
                                Windows.windows7().with(ie11, "KB4480970").software()),
                        "CVE-2018-8653"))
                .containsExactly("patched R5 KB4480970");
    }

    @Test
    void R7_a_servicing_stack_that_no_later_one_replaces_is_undecided() {
        SmallCatalog stacks = new SmallCatalog()
                .cve("2020-Jul", "CVE-2020-1346", fix("KB4565354", "Servicing Stack Update", WINDOWS_7))
                .cve("2020-Sep", "ADV990001", fix("KB4570673", "Servicing Stack Update", WINDOWS_7));

        assertThat(SmallCatalog.of(stacks.evaluate(Windows.windows7().software()), "CVE-2020-1346"))
                .containsExactly("unknown R7 servicing-stack-not-inventoried");
        assertThat(SmallCatalog.of(
                        stacks.evaluate(Windows.windows7().with("KB4570673").software()), "CVE-2020-1346"))
                .containsExactly("patched R7 KB4570673");
    }

    @Test
    void R0_what_nothing_closes_is_exposed_with_all_its_remedies() {
        SmallCatalog alone = new SmallCatalog().cve("2020-Feb", "CVE-2020-0689", fix("KB4502496", "", SERVER_2012_R2));

        assertThat(alone.evaluate(Windows.server2012R2().software()).judgements())
                .filteredOn(j -> j.advisories().contains("CVE-2020-0689"))
                .singleElement()
                .satisfies(j -> assertThat(j.remedies()).containsExactly("KB4502496"));
    }
}
