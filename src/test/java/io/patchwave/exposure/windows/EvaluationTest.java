package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2012_R2;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_7;
import static io.patchwave.exposure.windows.SmallCatalog.built;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluation.HostUnknown;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private final SmallCatalog catalog = new SmallCatalog()
            .cve("2019-May", "CVE-2019-0708", fix("KB4499175", "Security Only", WINDOWS_7))
            .cve("2021-Jul", "CVE-2021-34527", fix("KB5004951", "Security Only", WINDOWS_7))
            .cve("2021-Jul", "CVE-2021-34528", fix("KB5004951", "Security Only", WINDOWS_7));

    @Test
    void W8_without_a_list_of_programs_the_host_says_so_once() {
        assertThat(catalog.evaluate(Windows.windows7().software()).hostUnknowns())
                .extracting(HostUnknown::reason)
                .containsExactly("products-not-inventoried");
    }

    @Test
    void W2_a_build_that_the_table_lacks_is_unknown() {
        assertThat(catalog.evaluate(Windows.windows10(99999, 1).software()).hostUnknowns())
                .contains(new HostUnknown("build-unknown", "99999"));
    }

    @Test
    void W2_xp_has_no_advisories_beside_the_shipped_facts() {
        Evaluation evaluation = catalog.evaluate(
                Windows.machine("Microsoft Windows XP Professional", 2600).software());

        assertThat(evaluation.product()).isNull();
        assertThat(evaluation.hostUnknowns()).extracting(HostUnknown::reason).contains("no-advisories");
        assertThat(evaluation.judgements()).hasSize(1);
    }

    @Test
    void a_product_that_no_document_covers_has_no_advisories() {
        assertThat(catalog.evaluate(Windows.server2012R2().software()).hostUnknowns())
                .extracting(HostUnknown::reason, HostUnknown::detail)
                .contains(tuple("no-advisories", SERVER_2012_R2));
    }

    @Test
    void W1_missing_months_are_named_once_per_host() {
        assertThat(catalog.incomplete("2024-Nov", "2025-Jan")
                        .evaluate(Windows.windows7().software())
                        .hostUnknowns())
                .contains(new HostUnknown("catalog-incomplete", "2024-Nov, 2025-Jan"));
    }

    @Test
    void W3_advisories_with_the_same_remedies_are_one_class_with_a_stable_key() {
        Evaluation evaluation =
                catalog.evaluate(Windows.windows7().with("KB5004951").software());

        assertThat(evaluation.judgements())
                .filteredOn(j -> j.group().equals("windows 7 for x64-based systems service pack 1|KB5004951"))
                .singleElement()
                .satisfies(j -> assertThat(j.advisories()).containsExactly("CVE-2021-34527", "CVE-2021-34528"));
    }

    @Test
    void ESU_an_update_after_the_end_of_support_is_not_offered_without_a_licence() {
        Evaluation without = catalog.evaluate(Windows.windows7().software());
        Evaluation with = catalog.evaluate(Windows.windows7().esu().software());

        assertThat(SmallCatalog.of(without, "CVE-2021-34527")).containsExactly("exposed R5 needs-esu");
        assertThat(SmallCatalog.of(without, "CVE-2019-0708")).containsExactly("exposed R5");
        assertThat(SmallCatalog.of(with, "CVE-2021-34527")).containsExactly("exposed R5");
    }

    @Test
    void W3_a_cve_without_any_update_is_exposed_and_nothing_is_offered() {
        SmallCatalog none = catalog.withoutRemedy("2022-May", "CVE-2022-30190", WINDOWS_7);

        assertThat(SmallCatalog.of(none.evaluate(Windows.windows7().software()), "CVE-2022-30190"))
                .containsExactly("exposed R0 no-remedy");
    }

    @Test
    void W3_remedies_for_installation_media_are_none() {
        SmallCatalog media = catalog.cve("2023-Jan", "CVE-2023-0001", fix("KB5021043", "Setup DU", WINDOWS_7));

        assertThat(SmallCatalog.of(
                        media.evaluate(Windows.windows7().with("KB5021043").software()), "CVE-2023-0001"))
                .containsExactly("exposed R0 no-remedy");
    }

    @Test
    void W3_another_products_advisories_are_unaffected() {
        SmallCatalog other = catalog.cve("2019-May", "CVE-2019-0725", fix("KB4499151", "", SERVER_2012_R2));

        assertThat(SmallCatalog.of(other.evaluate(Windows.windows7().software()), "CVE-2019-0725"))
                .isEmpty();
    }

    @Test
    void W8_a_program_is_judged_by_its_name_and_version_within_a_major_version() {
        String office = "Microsoft Office 2016 (64-bit edition)";
        SmallCatalog programs =
                catalog.cve("2023-Feb", "CVE-2023-21716", built("KB5002323", "", "16.0.5383.1000", office));

        assertThat(SmallCatalog.of(
                        programs.evaluate(Windows.windows7()
                                .program("Microsoft Office 2016 (64-bit edition)", "16.0.5383.1000")
                                .software()),
                        "CVE-2023-21716"))
                .containsExactly("patched program 16.0.5383.1000");
        assertThat(SmallCatalog.of(
                        programs.evaluate(Windows.windows7()
                                .program("Microsoft Office 2016 (64-bit edition)", "16.0.4266.1001")
                                .software()),
                        "CVE-2023-21716"))
                .containsExactly("exposed program");
    }

    @Test
    void W8_a_program_that_is_not_installed_is_unaffected_and_nothing_stays_unknown() {
        SmallCatalog programs =
                catalog.cve("2023-Feb", "CVE-2023-21716", fix("KB5002323", "", "Microsoft Office 2016"));
        Evaluation evaluation =
                programs.evaluate(Windows.windows7().program("7-Zip", "23.01").software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2023-21716")).isEmpty();
        assertThat(evaluation.hostUnknowns()).isEmpty();
    }

    @Test
    void W8_editions_and_word_lengths_do_not_hide_a_program() {
        SmallCatalog programs = catalog.cve(
                        "2023-Feb", "CVE-2023-0001", fix("KB5002323", "", "Microsoft Office 2016 (64-bit edition)"))
                .cve("2023-Feb", "CVE-2023-0002", fix("KB5002323", "", "Microsoft Office 2016 (32-bit edition)"));
        Evaluation evaluation = programs.evaluate(Windows.windows7()
                .program("Microsoft Office Professional Plus 2016 (64-bit)", "16.0.4266.1001")
                .software());

        assertThat(SmallCatalog.of(evaluation, "CVE-2023-0001")).containsExactly("exposed program");
        assertThat(SmallCatalog.of(evaluation, "CVE-2023-0002")).isEmpty();
    }

    @Test
    void W8_a_kb_in_the_name_of_a_programs_entry_counts_as_listed() {
        SmallCatalog programs = catalog.cve("2023-Feb", "CVE-2023-0001", fix("KB5002323", "", "Microsoft Office 2016"));

        assertThat(SmallCatalog.of(
                        programs.evaluate(Windows.windows7()
                                .program("Microsoft Office Standard 2016", "16.0")
                                .program("Update for Microsoft Office 2016 (KB5002323) 64-Bit Edition", "")
                                .software()),
                        "CVE-2023-0001"))
                .containsExactly("patched program KB5002323");
    }

    @Test
    void W8_a_program_that_msrc_calls_otherwise_stays_unknown_by_name() {
        assertThat(catalog.evaluate(Windows.windows7()
                                .program("Microsoft SQL Server 2019 (64-bit)", "")
                                .software())
                        .hostUnknowns())
                .containsExactly(new HostUnknown("products-not-inventoried", "Microsoft SQL Server 2019 (64-bit)"));
    }
}
