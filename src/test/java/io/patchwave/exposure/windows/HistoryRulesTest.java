package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2012_R2;
import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2022;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_10_21H2;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_7;
import static io.patchwave.exposure.windows.SmallCatalog.built;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.WindowsStatement;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W1: the update history, how every document extends it, and what sort and month a KB is of. */
class HistoryRulesTest {
    private static String of(SmallCatalog catalog, Windows machine, String advisory) {
        return SmallCatalog.of(catalog.evaluate(machine.software()), advisory)
                .findFirst()
                .orElse("unaffected");
    }

    @Test
    void W1_an_update_keeps_the_place_that_it_has_in_the_history() {
        SmallCatalog twice = new SmallCatalog()
                .rollups(SERVER_2012_R2, "KB5003671", "KB5004298", "KB5003671")
                .cve("2021-Jul", "CVE-2021-0001", fix("KB5004298", "Monthly Rollup", SERVER_2012_R2));

        assertThat(of(twice, Windows.server2012R2().with("KB5003671"), "CVE-2021-0001"))
                .isEqualTo("exposed R4");
    }

    @Test
    void W1_a_kb_on_two_lines_has_two_revisions() {
        SmallCatalog two = new SmallCatalog()
                .cumulative("Windows 10", "15063", 413, "KB4022725")
                .cumulative("Windows 10", "14393", 414, "KB4022725")
                .cve("2017-Jun", "CVE-2017-0001", fix("KB4022725", "", "Windows 10 Version 1703 for x64-based Systems"))
                .cve(
                        "2017-Jun",
                        "CVE-2017-0002",
                        fix("KB4022725", "", "Windows 10 Version 1607 for x64-based Systems"));

        assertThat(of(two, Windows.windows10(15063, 413), "CVE-2017-0001")).startsWith("patched R2");
        assertThat(of(two, Windows.windows10(14393, 413), "CVE-2017-0002")).isEqualTo("exposed R2");
    }

    @Test
    void W1_of_several_fixed_builds_the_commonest_counts() {
        SmallCatalog slips = new SmallCatalog()
                .cve("2026-Feb", "CVE-2026-0001", built("KB5075941", "", "10.0.19041.6937", WINDOWS_10_21H2))
                .cve("2026-Feb", "CVE-2026-0002", built("KB5075941", "", "10.0.19041.6937", WINDOWS_10_21H2))
                .cve("2026-Feb", "CVE-2026-0003", built("KB5075941", "", "10.0.19041.9", WINDOWS_10_21H2));

        assertThat(of(slips, Windows.windows10(19044, 100), "CVE-2026-0003")).isEqualTo("exposed R2");
    }

    @Test
    void W1_the_shipped_history_wins_over_fixed_builds() {
        SmallCatalog slip = new SmallCatalog()
                .cumulative("Windows 10", "17134", 1083, "KB4519978")
                .cve(
                        "2019-Oct",
                        "CVE-2019-0001",
                        built("KB4519978", "", "10.0.17134.1803", "Windows 10 Version 1803 for x64-based Systems"));

        assertThat(of(slip, Windows.windows10(17134, 1083), "CVE-2019-0001")).isEqualTo("patched R2 10.0.17134.1083");
    }

    @Test
    void W1_a_fixed_build_of_another_family_teaches_nothing() {
        SmallCatalog slip = new SmallCatalog()
                .cve(
                        "2020-Dec",
                        "CVE-2020-0001",
                        built("KB4592438", "", "10.0.19041.685", "Windows 10 Version 1909 for x64-based Systems"));

        assertThat(of(slip, Windows.windows10(18363, 9999), "CVE-2020-0001")).isEqualTo("exposed R0");
    }

    @Test
    void W1_a_rollup_of_a_month_that_the_history_covers_is_not_appended() {
        SmallCatalog covered = new SmallCatalog()
                .rollups("Windows 7", "KB4012215", "KB4015549")
                .cve("2017-Mar", "CVE-2017-0001", fix("KB4012215", "Monthly Rollup", WINDOWS_7))
                .cve("2017-Apr", "CVE-2017-0002", fix("KB4015549", "Monthly Rollup", WINDOWS_7))
                .cve("2017-Apr", "CVE-2017-0003", fix("KB4015999", "Monthly Rollup", WINDOWS_7));

        assertThat(of(covered, Windows.windows7().with("KB4015549"), "CVE-2017-0003"))
                .isEqualTo("exposed R0");
        assertThat(of(covered, Windows.windows7().with("KB4015999"), "CVE-2017-0001"))
                .isEqualTo("exposed R4");
    }

    @Test
    void W1_a_preview_is_a_rollup_too() {
        SmallCatalog preview = new SmallCatalog()
                .cve("2017-Mar", "CVE-2017-0001", fix("KB4012215", "Monthly Rollup", WINDOWS_7))
                .cve("2017-Apr", "CVE-2017-0002", fix("KB4015552", "Preview Rollup", WINDOWS_7));

        assertThat(of(preview, Windows.windows7().with("KB4015552"), "CVE-2017-0001"))
                .isEqualTo("patched R4 KB4015552");
    }

    @Test
    void W1_the_history_says_what_is_security_only_whatever_the_document_writes() {
        SmallCatalog mislabelled = new SmallCatalog()
                .rollups("Windows 7", "KB4012215")
                .securityOnly("Windows 7", "KB4012212")
                .cve("2017-Mar", "CVE-2017-0001", fix("KB4012212", "Monthly Rollup", WINDOWS_7));

        assertThat(of(mislabelled, Windows.windows7(), "CVE-2017-0001")).isEqualTo("exposed R5");
    }

    @Test
    void W1_one_row_that_says_more_than_single_decides_for_the_kb() {
        SmallCatalog dirty = new SmallCatalog()
                .cve("2017-Mar", "CVE-2017-0001", fix("KB4012212", "4012212", WINDOWS_7))
                .cve("2017-Mar", "CVE-2017-0002", fix("KB4012212", " Security  Only ", WINDOWS_7))
                .cve("2017-Mar", "CVE-2017-0003", fix("KB4012212", "Standalone", WINDOWS_7));

        assertThat(of(dirty, Windows.windows7(), "CVE-2017-0001")).isEqualTo("exposed R5");
        assertThat(of(dirty, Windows.windows7(), "CVE-2017-0003")).isEqualTo("exposed R5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hotpatch", "AzureHotpatch", "Security Hot patch Update", "security hotpatch update"})
    void W1_everything_that_says_hotpatch_is_one(String subType) {
        assertThat(UpdateKind.of(subType)).isEqualTo(UpdateKind.HOTPATCH);
    }

    @Test
    void W1_a_hotpatch_that_the_history_has_is_a_cumulative_update() {
        SmallCatalog known = new SmallCatalog()
                .cumulative(SERVER_2022, "20348", 1006, "KB5017316")
                .cve("2022-Sep", "CVE-2022-0001", built("KB5017316", "AzureHotpatch", "10.0.20348.1006", SERVER_2022));

        assertThat(of(known, Windows.server2022(1006), "CVE-2022-0001")).isEqualTo("patched R2 10.0.20348.1006");
    }

    @Test
    void W1_of_a_tie_between_months_the_later_one_counts() {
        String flash = "Adobe Flash Player on " + WINDOWS_10_21H2;
        SmallCatalog tie = new SmallCatalog()
                .cve("2019-Jan", "CVE-2019-0001", fix("KB4480979", "", flash))
                .cve("2019-Jan", "CVE-2019-0002", fix("KB4487038", "", flash))
                .cve("2019-Feb", "CVE-2019-0003", fix("KB4487038", "", flash))
                .cve("2019-Feb", "CVE-2019-0004", fix("KB4487000", "", WINDOWS_10_21H2));

        assertThat(of(tie, Windows.windows10(19044, 1).with("KB4487038"), "CVE-2019-0001"))
                .isEqualTo("patched R7 KB4487038");
    }

    @Test
    void W1_a_document_without_a_month_in_its_id_is_of_its_first_release() {
        Months months = new Months();

        assertThat(months.of(statement("Oct-OOB"))).isEqualTo(Months.of(YearMonth.of(2019, 10)));
        assertThat(months.of(statement("2017-May-B"))).isEqualTo(Months.of(YearMonth.of(2017, 5)));
    }

    private static WindowsStatement statement(String document) {
        return new SmallCatalog()
                .cve(document, "CVE-2019-1367", fix("KB4524135", "", WINDOWS_7))
                .snapshot()
                .statements()
                .get(0);
    }

    @Test
    void W1_vista_has_no_history_and_windows_8_has_that_of_server_2012() {
        String vista = "Windows Vista Service Pack 2";
        String eight = "Windows 8 for x64-based Systems";
        SmallCatalog both = new SmallCatalog()
                .rollups("Windows Server 2012", "KB4012217", "KB4015551")
                .cve("2017-Mar", "CVE-2017-0001", fix("KB4012217", "Monthly Rollup", eight))
                .cve("2017-Mar", "CVE-2017-0002", fix("KB4012598", "Security Update", vista));

        assertThat(of(both, Windows.machine("Microsoft Windows 8", 9200).with("KB4015551"), "CVE-2017-0001"))
                .isEqualTo("patched R4 KB4015551");
        assertThat(of(
                        both,
                        Windows.machine("Microsoft Windows Vista", 6002)
                                .architecture("x86")
                                .with("KB4015551"),
                        "CVE-2017-0002"))
                .isEqualTo("exposed R0");
    }
}
