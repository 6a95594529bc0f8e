package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2012_R2;
import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2022;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_10_21H2;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_7;
import static io.patchwave.exposure.windows.SmallCatalog.built;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static io.patchwave.exposure.windows.SmallCatalog.superseding;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Judgement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections 0, W3 and W4 where they are about all rules: their order, alternatives, what is offered, what waits for a reboot. */
class DecisionRulesTest {
    private static String of(SmallCatalog catalog, Windows machine, String advisory) {
        return SmallCatalog.of(catalog.evaluate(machine.software()), advisory)
                .findFirst()
                .orElse("unaffected");
    }

    private static Judgement judgement(SmallCatalog catalog, Windows machine, String advisory) {
        return catalog.evaluate(machine.software()).judgements().stream()
                .filter(one -> one.advisories().contains(advisory))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void O1_the_same_machine_gets_the_same_answer_with_its_updates_listed_in_any_order() {
        SmallCatalog catalog = new SmallCatalog().cve("2021-Jul", "CVE-2021-0001", fix("KB5004951", "", WINDOWS_7));

        assertThat(catalog.evaluate(
                        Windows.windows7().with("KB5004951", "KB2841134").software()))
                .isEqualTo(catalog.evaluate(
                        Windows.windows7().with("KB2841134", "KB5004951").software()));
    }

    @Test
    void O1_of_several_satisfied_remedies_the_smallest_rule_is_named_then_the_smallest_kb() {
        SmallCatalog several = new SmallCatalog()
                .rollups("Windows 7", "KB4012215", "KB4015549")
                .cve(
                        "2017-Mar",
                        "CVE-2017-0001",
                        fix("KB4012215", "Monthly Rollup", WINDOWS_7),
                        fix("KB4012212", "Security Only", WINDOWS_7),
                        fix("KB4012211", "", WINDOWS_7));

        assertThat(of(several, Windows.windows7().with("KB4015549", "KB4012212"), "CVE-2017-0001"))
                .isEqualTo("patched R1 KB4012212");
        assertThat(of(several, Windows.windows7().with("KB4012211", "KB4012212"), "CVE-2017-0001"))
                .isEqualTo("patched R1 KB4012211");
        assertThat(of(several, Windows.windows7().with("KB4015549"), "CVE-2017-0001"))
                .isEqualTo("patched R4 KB4015549");
    }

    @Test
    void O3_the_products_of_a_machine_are_judged_one_by_one() {
        String ie = "Internet Explorer 11 on Windows Server 2012 R2";
        SmallCatalog both = new SmallCatalog()
                .cve("2019-Feb", "CVE-2019-0001", fix("KB4487000", "", SERVER_2012_R2), fix("KB4486474", "", ie));

        assertThat(SmallCatalog.of(
                        both.evaluate(Windows.server2012R2().with("KB4487000").software()), "CVE-2019-0001"))
                .containsExactlyInAnyOrder("patched R1 KB4487000", "exposed R0");
    }

    @Test
    void W3_remedies_are_alternatives_one_that_is_satisfied_closes_the_pair() {
        SmallCatalog alternatives = new SmallCatalog()
                .cve(
                        "2019-Feb",
                        "CVE-2019-0001",
                        fix("KB4487000", "", SERVER_2012_R2),
                        fix("KB4487028", "", SERVER_2012_R2));

        assertThat(of(alternatives, Windows.server2012R2(), "CVE-2019-0001")).isEqualTo("exposed R0");
        assertThat(of(alternatives, Windows.server2012R2().with("KB4487028"), "CVE-2019-0001"))
                .isEqualTo("patched R1 KB4487028");
    }

    @Test
    void W3_what_is_exposed_offers_all_alternatives_smallest_first() {
        SmallCatalog alternatives = new SmallCatalog()
                .cve(
                        "2019-Feb",
                        "CVE-2019-0001",
                        fix("KB4487028", "", SERVER_2012_R2),
                        fix("KB4487000", "", SERVER_2012_R2));

        assertThat(judgement(alternatives, Windows.server2012R2(), "CVE-2019-0001")
                        .remedies())
                .containsExactly("KB4487000", "KB4487028");
        assertThat(judgement(alternatives, Windows.server2012R2().with("KB4487028"), "CVE-2019-0001")
                        .remedies())
                .isEmpty();
    }

    @Test
    void R2_is_final_no_chain_of_supersedence_helps_a_revision_that_is_too_low() {
        SmallCatalog chain = new SmallCatalog()
                .cumulative("Windows 10", "19044", 1645, "KB5012599")
                .cve("2022-Apr", "CVE-2022-0001", fix("KB5012599", "", WINDOWS_10_21H2))
                .cve("2022-May", "CVE-2022-0002", superseding(fix("KB5012170", "", WINDOWS_10_21H2), "KB5012599"));

        assertThat(of(chain, Windows.windows10(19044, 1500).with("KB5012170"), "CVE-2022-0001"))
                .isEqualTo("exposed R2");
    }

    @Test
    void R4_is_final_no_chain_of_supersedence_helps_a_rollup_that_is_too_old() {
        SmallCatalog chain = new SmallCatalog()
                .rollups("Windows 7", "KB4012215", "KB4015549")
                .cve("2017-Apr", "CVE-2017-0001", fix("KB4015549", "Monthly Rollup", WINDOWS_7))
                .cve("2017-May", "CVE-2017-0002", superseding(fix("KB4019999", "", WINDOWS_7), "KB4015549"));

        assertThat(of(chain, Windows.windows7().with("KB4012215", "KB4019999"), "CVE-2017-0001"))
                .isEqualTo("exposed R4");
    }

    @Test
    void R5_is_final_for_a_security_only_update_of_the_system() {
        SmallCatalog chain = new SmallCatalog()
                .rollups("Windows 7", "KB4012215")
                .cve("2017-Mar", "CVE-2017-0001", fix("KB4012212", "Security Only", WINDOWS_7))
                .cve("2017-May", "CVE-2017-0002", superseding(fix("KB4019999", "", WINDOWS_7), "KB4012212"));

        assertThat(of(chain, Windows.windows7().with("KB4019999"), "CVE-2017-0001"))
                .isEqualTo("exposed R5");
    }

    @Test
    void R8_gives_way_to_what_a_chain_proves() {
        SmallCatalog chain = new SmallCatalog()
                .rollups("Windows 7", "KB4012215")
                .cve("2017-Mar", "CVE-2017-0001", fix("KB4012215", "Monthly Rollup", WINDOWS_7))
                .cve("2017-Mar", "CVE-2017-0002", fix("KB4012497", "Security Update", WINDOWS_7))
                .cve("2017-Mar", "CVE-2017-0003", superseding(fix("KB4012500", "", WINDOWS_7), "KB4012497"));

        assertThat(of(chain, Windows.windows7().with("KB4012215"), "CVE-2017-0002"))
                .isEqualTo("unknown R8 single-update-under-rollup");
        assertThat(of(chain, Windows.windows7().with("KB4012215", "KB4012500"), "CVE-2017-0002"))
                .isEqualTo("patched R6 KB4012500");
    }

    @Test
    void R7_dotnet_has_updates_of_its_own_from_17763_on() {
        String dotnet = "Microsoft .NET Framework 3.5 AND 4.7.2 on Windows 10 Version 1809 for x64-based Systems";
        String system = "Windows 10 Version 1809 for x64-based Systems";
        SmallCatalog series = new SmallCatalog()
                .cve("2019-Feb", "CVE-2019-0613", fix("KB4483452", "Monthly Rollup", dotnet))
                .cve("2019-May", "CVE-2019-0820", fix("KB4499405", "Monthly Rollup", dotnet))
                .cve("2019-May", "CVE-2019-0001", fix("KB4494441", "", system));

        assertThat(of(series, Windows.windows10(17763, 1).with("KB4499405"), "CVE-2019-0613"))
                .isEqualTo("patched R7 KB4499405");
        assertThat(of(series, Windows.windows10(17763, 1).with("KB4483452"), "CVE-2019-0820"))
                .isEqualTo("exposed R0");
    }

    @Test
    void R7_before_17763_dotnet_is_in_the_cumulative_update() {
        String dotnet = "Microsoft .NET Framework 4.7.2 on Windows 10 Version 1803 for x64-based Systems";
        SmallCatalog inside = new SmallCatalog()
                .cumulative("Windows 10", "17134", 590, "KB4487017")
                .cve(
                        "2019-Feb",
                        "CVE-2019-0613",
                        fix("KB4487017", "", dotnet, "Windows 10 Version 1803 for x64-based Systems"));

        assertThat(SmallCatalog.of(inside.evaluate(Windows.windows10(17134, 590).software()), "CVE-2019-0613"))
                .containsOnly("patched R2 10.0.17134.590");
    }

    @Test
    void W3_a_withdrawn_update_is_closed_by_no_other() {
        SmallCatalog withdrawn = new SmallCatalog()
                .cumulative("Windows 10", "19041", 508, "KB4571756")
                .cve(
                        "2020-Feb",
                        "CVE-2020-0689",
                        fix("KB4524244", "Security Update", "Windows 10 Version 2004 for x64-based Systems"));

        assertThat(of(withdrawn, Windows.windows10(19041, 9999), "CVE-2020-0689"))
                .isEqualTo("exposed R0");
        assertThat(of(withdrawn, Windows.windows10(19041, 508).with("KB4524244"), "CVE-2020-0689"))
                .isEqualTo("patched R1 KB4524244");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2020-Jan | Windows 7 for x64-based Systems Service Pack 1              | 7601  | exposed
            2020-Feb | Windows 7 for x64-based Systems Service Pack 1              | 7601  | exposed needs-esu
            2023-Oct | Windows Server 2012 R2                                      | 9600  | exposed
            2023-Nov | Windows Server 2012 R2                                      | 9600  | exposed needs-esu
            2025-Oct | Windows 10 Version 22H2 for x64-based Systems               | 19045 | exposed
            2025-Nov | Windows 10 Version 22H2 for x64-based Systems               | 19045 | exposed needs-esu
            2025-Nov | Windows 10 Version 1809 for x64-based Systems               | 17763 | exposed
            """)
    void W3_ESU_updates_after_the_end_of_support_need_a_licence(
            String document, String product, int build, String expected) {
        SmallCatalog one = new SmallCatalog().cve(document, "CVE-2020-0001", fix("KB5999999", "", product));
        Windows machine = Windows.machine(
                        product.contains("Server") ? "Microsoft Windows Server" : "Microsoft Windows", build)
                .servicePack(1)
                .revision(build > 10000 ? 1 : null);
        Judgement judged = judgement(one, machine, "CVE-2020-0001");

        assertThat((judged.verdict().word() + " " + (judged.reason() == null ? "" : judged.reason())).strip())
                .isEqualTo(expected);
        assertThat(judged.remedies().isEmpty()).isEqualTo(expected.endsWith("needs-esu"));
        assertThat(judgement(one, machine.esu(), "CVE-2020-0001").remedies()).containsExactly("KB5999999");
    }

    @Test
    void W4_a_listed_update_above_the_running_revision_counts_as_not_installed() {
        SmallCatalog one = new SmallCatalog()
                .cumulative("Windows 10", "19044", 6456, "KB5066791")
                .cve("2025-Oct", "CVE-2025-0001", fix("KB5066791", "", WINDOWS_10_21H2));

        assertThat(of(one, Windows.windows10(19044, 1645).with("KB5066791"), "CVE-2025-0001"))
                .isEqualTo("pending-reboot R1");
        assertThat(judgement(one, Windows.windows10(19044, 1645).with("KB5066791"), "CVE-2025-0001")
                        .remedies())
                .containsExactly("KB5066791");
    }

    @Test
    void W4_the_highest_listed_revision_decides_what_waits() {
        SmallCatalog three = new SmallCatalog()
                .cumulative("Windows 10", "19044", 1645, "KB5012599")
                .cumulative("Windows 10", "19044", 2364, "KB5020953")
                .cumulative("Windows 10", "19044", 2604, "KB5022834")
                .cve("2022-Dec", "CVE-2022-0001", fix("KB5020953", "", WINDOWS_10_21H2))
                .cve("2023-Feb", "CVE-2023-0001", fix("KB5022834", "", WINDOWS_10_21H2));

        assertThat(of(three, Windows.windows10(19044, 1).with("KB5012599", "KB5020953"), "CVE-2022-0001"))
                .isEqualTo("pending-reboot R1");
        assertThat(of(three, Windows.windows10(19044, 1).with("KB5012599", "KB5020953"), "CVE-2023-0001"))
                .isEqualTo("exposed R2");
    }

    @Test
    void W4_a_listed_hotpatch_that_does_not_run_waits_too() {
        SmallCatalog hotpatch = new SmallCatalog()
                .cumulative(SERVER_2022, "20348", 1607, "KB5022842")
                .cve("2023-May", "CVE-2023-24898", built("KB5026456", "Hotpatch", "10.0.20348.1724", SERVER_2022));

        assertThat(of(hotpatch, Windows.server2022(1607).with("KB5026456"), "CVE-2023-24898"))
                .isEqualTo("pending-reboot R1");
    }

    @Test
    void W5_of_several_listed_hotpatches_the_smallest_that_contains_the_fix_is_named() {
        SmallCatalog two = new SmallCatalog()
                .cve("2023-May", "CVE-2023-0001", built("KB5026456", "Hotpatch", "10.0.20348.1724", SERVER_2022))
                .cve("2023-Jun", "CVE-2023-0002", built("KB5027326", "Hotpatch", "10.0.20348.1784", SERVER_2022))
                .cve("2023-Jul", "CVE-2023-0003", built("KB5028315", "Hotpatch", "10.0.20348.1850", SERVER_2022));

        assertThat(of(two, Windows.server2022(1850).with("KB5028315", "KB5027326"), "CVE-2023-0001"))
                .isEqualTo("patched R3 KB5027326");
    }

    @Test
    void W7_a_revision_that_a_listed_update_gives_says_where_it_is_from() {
        SmallCatalog two = new SmallCatalog()
                .cumulative("Windows 10", "19044", 1645, "KB5012599")
                .cumulative("Windows 10", "19044", 2364, "KB5020953")
                .cve("2022-Apr", "CVE-2022-0001", fix("KB5012599", "", WINDOWS_10_21H2));

        assertThat(of(two, Windows.windows10(19044, null).with("KB5020953"), "CVE-2022-0001"))
                .isEqualTo("patched R2 10.0.19044.2364 (from KB5020953)");
    }

    @ParameterizedTest
    @CsvSource({"19045,2006", "17763,1", "22631,2428", "26100,1", "10240,16384"})
    void W7_the_revision_that_the_release_shipped_with_is_presumed(int build, int revision) {
        Windows machine = Windows.windows10(build, null);
        WindowsProduct product = ProductTable.of(machine.software()).orElseThrow();

        assertThat(Machine.of(machine.software(), product, null).runningVersion())
                .isEqualTo("10.0." + build + "." + revision + " (presumed)");
    }
}
