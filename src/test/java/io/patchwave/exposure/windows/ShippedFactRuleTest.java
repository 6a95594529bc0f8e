package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2012_R2;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.ShippedFacts;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Judgement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F1 on a server that has its update history and no document yet, unless a test says otherwise. */
class ShippedFactRuleTest {
    private static final String PROBE = "%windir%\\system32\\drivers\\srv.sys";

    private final SmallCatalog fresh = new SmallCatalog()
            .rollups(SERVER_2012_R2, "KB4012216", "KB4015550", "KB4019215", "KB4493446")
            .securityOnly(SERVER_2012_R2, "KB4012213", "KB4015547", "KB4019213", "KB4022717", "KB4025333", "KB4493467")
            .rollups("Windows 7", "KB4012215", "KB4015549")
            .securityOnly("Windows 7", "KB4012212", "KB4015546", "KB4019263", "KB4022722", "KB4025337")
            .rollups("Windows Server 2008", "KB4458010", "KB4530695")
            .cumulative("Windows Server 2016", "14393", 953, "KB4013429");

    private String of(Windows machine) {
        return SmallCatalog.of(fresh.evaluate(machine.software()), "MS17-010")
                .findFirst()
                .orElse("unaffected");
    }

    @Test
    void F1_speaks_of_the_bulletin_and_its_six_cves_at_once() {
        Evaluation evaluation = fresh.evaluate(Windows.server2012R2().software());

        assertThat(evaluation.judgements())
                .filteredOn(j -> j.rule().equals("F1"))
                .singleElement()
                .satisfies(j -> assertThat(j.advisories())
                        .hasSize(7)
                        .contains("MS17-010")
                        .containsAll(ShippedFacts.all().get(0).cves()))
                .satisfies(j -> assertThat(j.remedies()).containsExactly("KB4012213", "KB4012216"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KB4012213", "KB4019213", "KB4022717"})
    void F1_the_security_only_updates_of_march_may_and_june_prove_the_fix(String kb) {
        assertThat(of(Windows.server2012R2().with(kb))).isEqualTo("patched F1 " + kb);
    }

    @Test
    void F1_the_security_only_update_of_april_is_no_proof() {
        assertThat(of(Windows.server2012R2().with("KB4015547"))).isEqualTo("exposed F1");
        assertThat(of(Windows.windows7().with("KB4015546"))).isEqualTo("exposed F1");
    }

    @Test
    void F1_of_later_security_only_updates_nothing_is_known_and_the_driver_is_probed() {
        Evaluation evaluation =
                fresh.evaluate(Windows.server2012R2().with("KB4493467").software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2017-0144")).containsExactly("unknown F1 file-version-needed");
        assertThat(evaluation.probes()).containsExactly(PROBE);
    }

    @Test
    void F1_a_rollup_of_march_2017_or_later_contains_the_fix() {
        assertThat(of(Windows.server2012R2().with("KB4493446"))).isEqualTo("patched F1 KB4493446");
        assertThat(of(Windows.windows7().with("KB4012215"))).isEqualTo("patched F1 KB4012215");
    }

    @Test
    void F1_a_file_version_beats_every_update_in_both_directions() {
        assertThat(of(Windows.server2012R2().srv("6.3.9600.18604"))).isEqualTo("patched F1 srv.sys 6.3.9600.18604");
        assertThat(of(Windows.server2012R2().with("KB4012213").srv("6.3.9600.18505")))
                .isEqualTo("exposed F1");
    }

    @ParameterizedTest
    @CsvSource({"KB4012598", "KB4018466"})
    void F1_xp_sp3_and_server_2003_sp2_are_exposed_until_an_update_proves_the_fix(String kb) {
        Windows xp = Windows.machine("Microsoft Windows XP Professional", 2600)
                .servicePack(3)
                .architecture("x86");
        Windows server = Windows.machine("Microsoft Windows Server 2003 Standard x64 Edition", 3790)
                .servicePack(2);

        assertThat(of(xp)).isEqualTo("exposed F1");
        assertThat(of(server)).isEqualTo("exposed F1");
        assertThat(of(xp.with(kb))).isEqualTo("patched F1 " + kb);
        assertThat(of(server.with(kb))).isEqualTo("patched F1 " + kb);
    }

    @Test
    void F1_xp_and_server_2003_are_patched_by_their_driver() {
        Windows xp = Windows.machine("Microsoft Windows XP Professional", 2600).servicePack(3);
        Windows server = Windows.machine("Microsoft Windows Server 2003", 3790).servicePack(2);

        assertThat(of(xp.srv("5.1.2600.7208 (xpsp_sp3_qfe.170214-1235)")))
                .isEqualTo("patched F1 srv.sys 5.1.2600.7208");
        assertThat(of(server.srv("5.2.3790.6020"))).isEqualTo("exposed F1");
    }

    @Test
    void R9_below_the_service_pack_no_update_exists_whatever_is_listed() {
        assertThat(of(Windows.machine("Microsoft Windows XP Professional", 2600)
                        .servicePack(2)
                        .with("KB4012598")))
                .isEqualTo("exposed R9 no-update-exists");
        assertThat(of(Windows.machine("Microsoft Windows 7 Enterprise", 7600).with("KB4012212")))
                .isEqualTo("exposed R9 no-update-exists");
    }

    @Test
    void R9_every_cve_of_the_system_is_exposed_without_a_remedy() {
        String product = "Windows Server 2008 for x64-based Systems Service Pack 2";
        SmallCatalog one =
                new SmallCatalog().cve("2019-May", "CVE-2019-0708", fix("KB4499180", "Security Only", product));
        Windows rtm =
                Windows.machine("Microsoft Windows Server 2008 Standard", 6001).with("KB4499180");

        assertThat(one.evaluate(rtm.software()).judgements())
                .filteredOn(j -> j.advisories().contains("CVE-2019-0708"))
                .singleElement()
                .satisfies(j -> assertThat(j.rule()).isEqualTo("R9"))
                .extracting(Judgement::remedies)
                .isEqualTo(java.util.List.of());
    }

    @Test
    void F1_server_2008_with_rollups_only_is_undecided() {
        Windows server =
                Windows.machine("Microsoft Windows Server 2008 Standard", 6003).servicePack(2);

        assertThat(of(server)).isEqualTo("exposed F1");
        assertThat(of(server.with("KB4530695"))).isEqualTo("unknown F1 file-version-needed");
        assertThat(of(server.with("KB4018466"))).isEqualTo("patched F1 KB4018466");
    }

    @ParameterizedTest
    @CsvSource({
        "6.0.6002.19742,exposed",
        "6.0.6002.19743,patched",
        "6.0.6002.24066,exposed",
        "6.0.6002.24067,patched",
        "6.0.6003.20555,patched"
    })
    void F1_on_server_2008_the_driver_is_compared_within_its_branch(String version, String verdict) {
        Windows server =
                Windows.machine("Microsoft Windows Server 2008 Standard", 6002).servicePack(2);

        assertThat(of(server.srv(version))).startsWith(verdict);
    }

    @Test
    void F1_windows_8_has_updates_of_its_own() {
        Windows eight = Windows.machine("Microsoft Windows 8 Pro", 9200);

        assertThat(of(eight)).isEqualTo("exposed F1");
        assertThat(of(eight.with("KB4019623"))).isEqualTo("patched F1 KB4019623");
    }

    @Test
    void F1_on_10_the_running_revision_decides_and_a_listed_one_waits_for_the_reboot() {
        Windows server = Windows.machine("Microsoft Windows Server 2016 Standard", 14393);

        assertThat(of(server.revision(953))).isEqualTo("patched F1 10.0.14393.953");
        assertThat(of(server.revision(693))).isEqualTo("exposed F1");
        assertThat(of(server.revision(693).with("KB4013429"))).isEqualTo("pending-reboot F1");
    }

    @ParameterizedTest
    @CsvSource({"Windows 10 Pro,15063", "Windows 10 Pro,17763", "Windows Server 2019,17763", "Windows 11 Pro,26100"})
    void F1_what_was_released_after_the_fix_is_unaffected(String caption, int build) {
        assertThat(of(Windows.machine(caption, build).revision(0))).isEqualTo("unaffected");
    }

    @Test
    void F1_outranks_what_the_documents_say_of_its_cves() {
        SmallCatalog wrong = fresh.cve("2017-Mar", "CVE-2017-0144", fix("KB4099999", "", SERVER_2012_R2));

        assertThat(SmallCatalog.of(
                        wrong.evaluate(Windows.server2012R2().with("KB4099999").software()), "CVE-2017-0144"))
                .containsExactly("exposed F1");
    }
}
