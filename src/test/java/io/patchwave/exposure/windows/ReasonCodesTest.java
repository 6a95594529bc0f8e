package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_7;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluation.HostUnknown;
import io.patchwave.exposure.Judgement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** U: the reason codes that Windows can have, each with its grain: once per host, or per CVE. */
class ReasonCodesTest {
    private final SmallCatalog catalog = new SmallCatalog()
            .rollups("Windows 7", "KB4012215", "KB4015549")
            .securityOnly("Windows 7", "KB4012212", "KB4022722", "KB4025337")
            .cve("2017-Mar", "CVE-2017-0001", fix("KB4012215", "Monthly Rollup", WINDOWS_7))
            .cve("2017-Mar", "CVE-2017-0002", fix("KB4012497", "Security Update", WINDOWS_7))
            .cve("2017-Mar", "CVE-2017-0003", fix("KB4012498", "Security Update", WINDOWS_7))
            .cve("2020-Jul", "CVE-2020-1346", fix("KB4565354", "Servicing Stack Update", WINDOWS_7))
            .withoutRemedy("2022-May", "CVE-2022-30190", WINDOWS_7);

    private List<String> reasons(Windows machine) {
        return catalog.evaluate(machine.software()).hostUnknowns().stream()
                .map(HostUnknown::reason)
                .toList();
    }

    private List<Judgement> because(Windows machine, String reason) {
        return catalog.evaluate(machine.software()).judgements().stream()
                .filter(one -> reason.equals(one.reason()))
                .toList();
    }

    @Test
    void U_products_not_inventoried_is_said_once_per_host() {
        SmallCatalog many = catalog.cve("2023-Feb", "CVE-2023-0001", fix("KB5002323", "", "Microsoft Office 2016"))
                .cve("2023-Feb", "CVE-2023-0002", fix("KB5002324", "", "Microsoft Office 2016"));
        Evaluation evaluation = many.evaluate(Windows.windows7().software());

        assertThat(evaluation.hostUnknowns())
                .filteredOn(one -> one.reason().equals("products-not-inventoried"))
                .hasSize(1);
        assertThat(SmallCatalog.of(evaluation, "CVE-2023-0001")).isEmpty();
    }

    @Test
    void U_build_unknown_is_said_once_per_host() {
        assertThat(reasons(Windows.windows10(99999, 1))).containsOnlyOnce("build-unknown");
    }

    @Test
    void U_no_advisories_is_said_once_per_host_of_a_product_that_no_document_covers() {
        assertThat(reasons(Windows.machine("Microsoft Windows XP Professional", 2600)))
                .containsOnlyOnce("no-advisories");
        assertThat(reasons(Windows.server2012R2())).containsOnlyOnce("no-advisories");
        assertThat(reasons(Windows.windows7())).doesNotContain("no-advisories");
    }

    @Test
    void U_catalog_incomplete_is_said_once_per_host_and_lists_the_months() {
        Evaluation evaluation = catalog.incomplete("2024-Nov", "2025-Jan")
                .evaluate(Windows.windows7().software());

        assertThat(evaluation.hostUnknowns())
                .filteredOn(one -> one.reason().equals("catalog-incomplete"))
                .containsExactly(new HostUnknown("catalog-incomplete", "2024-Nov, 2025-Jan"));
    }

    @Test
    void U_single_update_under_rollup_is_said_per_class_of_cves() {
        assertThat(because(Windows.windows7().with("KB4015549"), "single-update-under-rollup"))
                .extracting(Judgement::remedies)
                .containsExactly(List.of("KB4012497"), List.of("KB4012498"));
    }

    @Test
    void U_servicing_stack_not_inventoried_is_said_per_class_of_cves() {
        assertThat(because(Windows.windows7(), "servicing-stack-not-inventoried"))
                .singleElement()
                .satisfies(one -> assertThat(one.advisories()).containsExactly("CVE-2020-1346"));
    }

    @Test
    void U_file_version_needed_comes_with_the_file_to_probe() {
        Evaluation evaluation =
                catalog.evaluate(Windows.windows7().with("KB4025337").software());

        assertThat(evaluation.judgements())
                .filteredOn(one -> "file-version-needed".equals(one.reason()))
                .hasSize(1);
        assertThat(evaluation.probes()).containsExactly("%windir%\\system32\\drivers\\srv.sys");
    }

    @Test
    void U_no_update_exists_is_said_of_every_cve_below_the_service_pack_and_offers_nothing() {
        Evaluation evaluation = catalog.evaluate(Windows.machine("Microsoft Windows 7 Enterprise", 7600)
                .with("KB4012215", "KB4012497")
                .software());

        assertThat(evaluation.judgements()).allSatisfy(one -> {
            assertThat(one.rule()).isEqualTo("R9");
            assertThat(one.reason()).isEqualTo("no-update-exists");
            assertThat(one.remedies()).isEmpty();
        });
        assertThat(evaluation.judgements()).hasSizeGreaterThan(4);
    }

    @Test
    void U_no_remedy_is_said_of_a_cve_for_which_nothing_was_published() {
        assertThat(because(Windows.windows7(), "no-remedy"))
                .singleElement()
                .satisfies(one -> assertThat(one.remedies()).isEmpty());
    }

    @Test
    void U_needs_esu_is_said_per_class_and_offers_nothing() {
        SmallCatalog late = catalog.cve("2021-Jul", "CVE-2021-0001", fix("KB5004951", "Security Only", WINDOWS_7));

        assertThat(late.evaluate(Windows.windows7().software()).judgements())
                .filteredOn(one -> "needs-esu".equals(one.reason()))
                .extracting(Judgement::remedies)
                .containsExactly(List.of());
    }

    @Test
    void U_pending_reboot_has_no_reason() {
        SmallCatalog one = new SmallCatalog()
                .cumulative("Windows 10", "19044", 1645, "KB5012599")
                .cve("2022-Apr", "CVE-2022-0001", fix("KB5012599", "", SmallCatalog.WINDOWS_10_21H2));

        assertThat(SmallCatalog.of(
                        one.evaluate(
                                Windows.windows10(19044, 1).with("KB5012599").software()),
                        "CVE-2022-0001"))
                .containsExactly("pending-reboot R1");
    }
}
