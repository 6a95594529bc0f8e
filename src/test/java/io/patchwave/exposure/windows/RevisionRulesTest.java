package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2022;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_10_21H2;
import static io.patchwave.exposure.windows.SmallCatalog.built;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Evaluation;
import org.junit.jupiter.api.Test;

class RevisionRulesTest {
    private static final String WINDOWS_11_22H2 = "Windows 11 Version 22H2 for x64-based Systems";

    private final SmallCatalog catalog = new SmallCatalog()
            .cumulative("Windows 10", "19044", 1645, "KB5012599")
            .cumulative("Windows 10", "19044", 2364, "KB5020953")
            .cumulative("Windows 10", "19044", 2604, "KB5022834")
            .cve("2022-Apr", "CVE-2022-24474", fix("KB5012599", "Security Update", WINDOWS_10_21H2))
            .cve("2022-Dec", "CVE-2022-44666", fix("KB5020953", "Security Update", WINDOWS_10_21H2))
            .cve("2023-Feb", "CVE-2023-21803", fix("KB5022834", "Security Update", WINDOWS_10_21H2));

    @Test
    void R2_the_running_revision_decides_and_is_named() {
        Evaluation evaluation = catalog.evaluate(Windows.windows10(19044, 2364).software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2022-44666")).containsExactly("patched R2 10.0.19044.2364");
        assertThat(SmallCatalog.of(evaluation, "CVE-2023-21803")).containsExactly("exposed R2");
    }

    @Test
    void R2_builds_of_one_family_share_their_revisions() {
        String h2 = "Windows 10 Version 22H2 for x64-based Systems";
        SmallCatalog shared = catalog.cve("2023-Feb", "CVE-2023-0001", fix("KB5022834", "Security Update", h2));

        assertThat(SmallCatalog.of(
                        shared.evaluate(Windows.windows10(19045, 2604).software()), "CVE-2023-0001"))
                .containsExactly("patched R2 10.0.19045.2604");
    }

    @Test
    void R2_a_client_and_a_server_of_one_build_are_two_lines() {
        SmallCatalog both = new SmallCatalog()
                .cumulative("Windows 11", "26100", 7623, "KB5074109")
                .cumulative("Windows Server 2025", "26100", 32230, "KB5073379")
                .cve("2026-Jan", "CVE-2026-0001", fix("KB5073379", "Security Update", "Windows Server 2025"));
        Windows server = Windows.machine("Microsoft Windows Server 2025", 26100).revision(7623);

        assertThat(SmallCatalog.of(both.evaluate(server.software()), "CVE-2026-0001"))
                .containsExactly("exposed R2");
    }

    @Test
    void R2_a_slip_takes_the_smallest_revision_of_the_products_own_updates_of_that_month_or_later() {
        SmallCatalog slip = new SmallCatalog()
                .cumulative("Windows 11", "22000", 1098, "KB5018418")
                .cumulative("Windows 11", "22621", 521, "KB5017389")
                .cumulative("Windows 11", "22621", 674, "KB5018427")
                .cve("2022-Sep", "CVE-2022-0001", fix("KB5017389", "Security Update", WINDOWS_11_22H2))
                .cve("2022-Oct", "CVE-2022-0002", fix("KB5018427", "Security Update", WINDOWS_11_22H2))
                .cve("2022-Oct", "CVE-2022-0003", fix("KB5018418", "Security Update", WINDOWS_11_22H2));
        Windows machine = Windows.machine("Microsoft Windows 11 Pro", 22621);

        assertThat(SmallCatalog.of(slip.evaluate(machine.revision(521).software()), "CVE-2022-0003"))
                .containsExactly("exposed R2");
        assertThat(SmallCatalog.of(slip.evaluate(machine.revision(674).software()), "CVE-2022-0003"))
                .containsExactly("patched R2 10.0.22621.674");
    }

    @Test
    void R2_learns_revisions_from_fixed_builds_of_the_products_own_family_only() {
        SmallCatalog learnt = new SmallCatalog()
                .cve("2026-Feb", "CVE-2026-0002", built("KB5075941", "", "10.0.19041.6937", WINDOWS_10_21H2))
                .cve("2026-Feb", "CVE-2026-0003", built("KB5075912", "", "10.0.22000.6937", WINDOWS_10_21H2));
        Evaluation evaluation = learnt.evaluate(Windows.windows10(19044, 6937).software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2026-0002")).containsExactly("patched R2 10.0.19044.6937");
        assertThat(SmallCatalog.of(evaluation, "CVE-2026-0003")).containsExactly("exposed R0");
    }

    @Test
    void R1_an_update_without_a_revision_of_its_own_is_installed_when_it_is_listed() {
        SmallCatalog single = catalog.cve("2022-Apr", "CVE-2022-0009", fix("KB5012170", "", WINDOWS_10_21H2));

        assertThat(SmallCatalog.of(
                        single.evaluate(
                                Windows.windows10(19044, 1645).with("KB5012170").software()),
                        "CVE-2022-0009"))
                .containsExactly("patched R1 KB5012170");
    }

    @Test
    void W4_listed_but_not_running_is_pending_for_all_that_its_revision_would_close() {
        Evaluation evaluation = catalog.evaluate(
                Windows.windows10(19044, 1645).with("KB5022834").software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2022-24474")).containsExactly("patched R2 10.0.19044.1645");
        assertThat(SmallCatalog.of(evaluation, "CVE-2022-44666")).containsExactly("pending-reboot R2");
        assertThat(SmallCatalog.of(evaluation, "CVE-2023-21803")).containsExactly("pending-reboot R1");
    }

    @Test
    void W4_what_a_listed_update_would_not_close_stays_exposed() {
        Evaluation evaluation = catalog.evaluate(
                Windows.windows10(19044, 1645).with("KB5020953").software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2023-21803")).containsExactly("exposed R2");
    }

    @Test
    void W7_without_a_revision_the_highest_listed_update_gives_it() {
        Evaluation evaluation = catalog.evaluate(
                Windows.windows10(19044, null).with("KB5012599", "KB5020953").software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2022-24474")).containsExactly("patched R1 KB5012599");
        assertThat(SmallCatalog.of(evaluation, "CVE-2023-21803")).containsExactly("exposed R2");
        assertThat(evaluation.judgements()).allMatch(j -> j.confidence() == Confidence.MEASURED);
    }

    @Test
    void W7_without_any_evidence_the_releases_own_revision_is_presumed() {
        Evaluation evaluation = catalog.evaluate(Windows.windows10(19044, null).software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2022-24474")).containsExactly("exposed R2");
        assertThat(evaluation.judgements()).allMatch(j -> j.confidence() == Confidence.PRESUMED);
    }

    @Test
    void W5_a_hotpatch_is_never_compared_as_a_number() {
        SmallCatalog september = new SmallCatalog()
                .cumulative(SERVER_2022, "20348", 946, "KB5016693")
                .cumulative(SERVER_2022, "20348", 1006, "KB5017316")
                .cve("2022-Aug", "CVE-2022-0100", fix("KB5016693", "Security Update", SERVER_2022))
                .cve("2022-Sep", "CVE-2022-0101", fix("KB5017316", "Security Update", SERVER_2022))
                .cve("2022-Sep", "CVE-2022-0102", built("KB5017392", "AzureHotpatch", "10.0.20348.916", SERVER_2022));

        assertThat(SmallCatalog.of(september.evaluate(Windows.server2022(946).software()), "CVE-2022-0102"))
                .containsExactly("exposed R0");
        assertThat(SmallCatalog.of(september.evaluate(Windows.server2022(1006).software()), "CVE-2022-0102"))
                .containsExactly("patched R3 10.0.20348.1006");
    }

    @Test
    void W5_server_2022_answers_as_the_table_of_may_2023() {
        SmallCatalog may = new SmallCatalog()
                .cumulative(SERVER_2022, "20348", 1607, "KB5022842")
                .cumulative(SERVER_2022, "20348", 1726, "KB5026370")
                .cve(
                        "2023-May",
                        "CVE-2023-24898",
                        built("KB5026456", "Security Hotpatch Update", "10.0.20348.1724", SERVER_2022))
                .cve(
                        "2023-May",
                        "CVE-2023-29325",
                        fix("KB5026370", "Security Update", SERVER_2022),
                        built("KB5026456", "Security Hotpatch Update", "10.0.20348.1724", SERVER_2022));
        Evaluation old = may.evaluate(Windows.server2022(1607).software());
        Evaluation hotpatched = may.evaluate(Windows.server2022(1724).software());
        Evaluation cumulative = may.evaluate(Windows.server2022(1726).software());

        assertThat(SmallCatalog.of(old, "CVE-2023-24898")).containsExactly("exposed R0");
        assertThat(SmallCatalog.of(old, "CVE-2023-29325")).containsExactly("exposed R2");
        assertThat(SmallCatalog.of(hotpatched, "CVE-2023-24898")).containsExactly("patched R3 10.0.20348.1724");
        assertThat(SmallCatalog.of(hotpatched, "CVE-2023-29325")).containsExactly("patched R3 10.0.20348.1724");
        assertThat(SmallCatalog.of(cumulative, "CVE-2023-24898")).containsExactly("patched R3 10.0.20348.1726");
        assertThat(SmallCatalog.of(cumulative, "CVE-2023-29325")).containsExactly("patched R2 10.0.20348.1726");
    }

    @Test
    void R3_a_later_hotpatch_that_is_listed_counts() {
        SmallCatalog two = new SmallCatalog()
                .cve("2023-May", "CVE-2023-0001", built("KB5026456", "Hotpatch", "10.0.20348.1724", SERVER_2022))
                .cve("2023-Jun", "CVE-2023-0002", built("KB5027326", "Hotpatch", "10.0.20348.1784", SERVER_2022));

        assertThat(SmallCatalog.of(
                        two.evaluate(Windows.server2022(1784).with("KB5027326").software()), "CVE-2023-0001"))
                .containsExactly("patched R3 KB5027326");
    }

    @Test
    void R2_a_semi_annual_server_that_the_history_leaves_out_has_its_clients_revisions() {
        SmallCatalog server1803 = new SmallCatalog()
                .cumulative("Windows 10", "17134", 590, "KB4487017")
                .cve(
                        "2019-Feb",
                        "CVE-2019-0626",
                        fix("KB4487017", "", "Windows Server, version 1803  (Server Core Installation)"));
        Windows machine =
                Windows.machine("Microsoft Windows Server Standard", 17134).core();

        assertThat(SmallCatalog.of(server1803.evaluate(machine.revision(590).software()), "CVE-2019-0626"))
                .containsExactly("patched R2 10.0.17134.590");
        assertThat(SmallCatalog.of(server1803.evaluate(machine.revision(471).software()), "CVE-2019-0626"))
                .containsExactly("exposed R2");
    }
}
