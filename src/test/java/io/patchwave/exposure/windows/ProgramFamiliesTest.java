package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.built;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static io.patchwave.exposure.windows.SmallCatalog.superseding;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Verdict;
import org.junit.jupiter.api.Test;

/** W8 where MSRC writes one program in many names: SQL Server by branch, Exchange by cumulative update. */
class ProgramFamiliesTest {
    private static final String GDR = "Microsoft SQL Server 2019 for x64-based Systems (GDR)";
    private static final String CU_25 = "Microsoft SQL Server 2019 for x64-based Systems (CU 25)";
    private static final String CU_32 = "Microsoft SQL Server 2019 for x64-based Systems (CU 32)";
    private static final String EXCHANGE = "Microsoft Exchange Server 2016 Cumulative Update ";

    private final SmallCatalog sql = new SmallCatalog()
            .cve(
                    "2024-Apr",
                    "CVE-2024-0001",
                    built("KB5035434", "", "15.0.2110.4", GDR),
                    built("KB5036335", "", "15.0.4360.2", CU_25))
            .cve(
                    "2026-Mar",
                    "CVE-2026-0001",
                    built("KB5077470", "", "15.0.2160.4", GDR),
                    built("KB5077469", "", "15.0.4460.4", CU_32))
            .cve(
                    "2021-Jan",
                    "CVE-2021-1636",
                    fix("KB4583459", "", "Microsoft SQL Server 2019 for x64-based Systems (CU 8)"));

    private static String of(SmallCatalog catalog, Windows machine, String advisory) {
        return SmallCatalog.of(catalog.evaluate(machine.software()), advisory)
                .findFirst()
                .orElse("unaffected");
    }

    private static Windows instance(String entry, String version) {
        return Windows.server2022(1)
                .program("Microsoft SQL Server 2019 (64-bit)", null)
                .program(entry, version);
    }

    @Test
    void W8_the_updates_of_sql_server_tell_its_branch_and_its_version() {
        Windows cumulative = instance("Hotfix 4430 for SQL Server 2019 (KB5054833) (64-bit)", "15.0.4430.1");
        Windows distribution = instance("GDR 2110 for SQL Server 2019 (KB5035434) (64-bit)", null);

        assertThat(of(sql, cumulative, "CVE-2024-0001")).isEqualTo("patched program 15.0.4430.1");
        assertThat(of(sql, cumulative, "CVE-2026-0001")).isEqualTo("exposed program");
        assertThat(of(sql, distribution, "CVE-2024-0001")).isEqualTo("patched program KB5035434");
        assertThat(of(sql, distribution, "CVE-2026-0001")).isEqualTo("exposed program");
    }

    @Test
    void W8_only_the_updates_of_the_instances_own_branch_are_offered() {
        Windows cumulative = instance("Hotfix 4430 for SQL Server 2019 (KB5054833) (64-bit)", "15.0.4430.1");

        assertThat(sql.evaluate(cumulative.software()).judgements())
                .filteredOn(one -> one.advisories().contains("CVE-2026-0001"))
                .singleElement()
                .satisfies(one -> assertThat(one.remedies()).containsExactly("KB5077469"));
    }

    @Test
    void W8_an_update_without_a_version_is_in_whatever_its_branch_brought_later() {
        assertThat(of(
                        sql,
                        instance("Hotfix 4430 for SQL Server 2019 (KB5054833) (64-bit)", "15.0.4430.1"),
                        "CVE-2021-1636"))
                .isEqualTo("patched program 15.0.4430.1");
    }

    @Test
    void W8_an_instance_of_which_no_update_tells_is_presumed_as_released() {
        Evaluation evaluation = sql.evaluate(Windows.server2022(1)
                .program("Microsoft SQL Server 2019 (64-bit)", null)
                .software());

        assertThat(evaluation.hostUnknowns())
                .extracting(Evaluation.HostUnknown::reason)
                .doesNotContain("products-not-inventoried");
        assertThat(evaluation.judgements())
                .filteredOn(one -> one.advisories().contains("CVE-2024-0001"))
                .singleElement()
                .satisfies(one -> assertThat(one.verdict()).isEqualTo(Verdict.EXPOSED))
                .satisfies(one -> assertThat(one.confidence()).isEqualTo(Confidence.PRESUMED));
    }

    @Test
    void W8_the_inventorys_own_versions_of_instances_count_before_names() {
        Windows told = Windows.server2022(1).sql("15.0.4460.4");

        assertThat(of(sql, told, "CVE-2026-0001")).isEqualTo("patched program 15.0.4460.4");
        assertThat(of(sql, told, "CVE-2024-0001")).isEqualTo("patched program 15.0.4460.4");
    }

    @Test
    void W8_an_sql_server_that_no_document_names_stays_unknown() {
        assertThat(sql.evaluate(Windows.server2022(1)
                                .program("Microsoft SQL Server 2005 (64-bit)", null)
                                .software())
                        .hostUnknowns())
                .extracting(Evaluation.HostUnknown::detail)
                .contains("Microsoft SQL Server 2005 (64-bit)");
    }

    @Test
    void W8_a_service_pack_that_is_no_longer_listed_is_exposed_to_what_later_ones_are() {
        SmallCatalog packs = new SmallCatalog()
                .cve(
                        "2022-Jun",
                        "CVE-2022-29143",
                        built(
                                "KB5014365",
                                "",
                                "13.0.5108.50",
                                "Microsoft SQL Server 2016 for x64-based Systems Service Pack 2 (GDR)"),
                        built(
                                "KB5014355",
                                "",
                                "13.0.6419.1",
                                "Microsoft SQL Server 2016 for x64-based Systems Service Pack 3 (GDR)"))
                .cve(
                        "2024-Jul",
                        "CVE-2024-0002",
                        built(
                                "KB5040946",
                                "",
                                "13.0.6441.1",
                                "Microsoft SQL Server 2016 for x64-based Systems Service Pack 3 (GDR)"));
        Windows two = Windows.machine("Microsoft Windows Server 2016", 14393)
                .revision(1)
                .sql("13.0.5108.50");

        assertThat(of(packs, two, "CVE-2022-29143")).isEqualTo("patched program 13.0.5108.50");
        assertThat(of(packs, two, "CVE-2024-0002")).isEqualTo("exposed program");
    }

    private final SmallCatalog exchange = new SmallCatalog()
            .cve("2022-Nov", "CVE-2022-41040", fix("KB5019758", "", EXCHANGE + 22, EXCHANGE + 23))
            .cve("2023-Jan", "CVE-2023-21745", built("KB5022143", "", "15.01.2507.017", EXCHANGE + 23))
            .cve("2019-Feb", "CVE-2019-0686", fix("KB4471391", "", EXCHANGE + 11));

    @Test
    void W8_an_exchange_that_is_no_longer_listed_is_exposed_to_what_later_cumulative_updates_are() {
        Windows twelve = Windows.server2022(1).program(EXCHANGE + 12, "15.1.1713.5");

        assertThat(of(exchange, twelve, "CVE-2022-41040")).isEqualTo("exposed program");
        assertThat(of(exchange, twelve, "CVE-2023-21745")).isEqualTo("exposed program");
        assertThat(of(exchange, twelve, "CVE-2019-0686")).isEqualTo("unaffected");
    }

    @Test
    void W8_an_update_of_a_later_month_for_the_same_exchange_contains_the_earlier_ones() {
        Windows newer = Windows.server2022(1)
                .program(EXCHANGE + 23, "15.1.2507.6")
                .program("Security Update for Exchange Server 2016 Cumulative Update 23 (KB5022143)", null);

        assertThat(of(exchange, newer, "CVE-2022-41040")).isEqualTo("patched program KB5022143");
        assertThat(of(exchange, newer, "CVE-2023-21745")).isEqualTo("patched program KB5022143");
    }

    @Test
    void W8_what_replaces_a_programs_update_by_the_publishers_word_closes_it() {
        String office = "Microsoft Office 2016 (64-bit edition)";
        SmallCatalog chain = new SmallCatalog()
                .cve("2023-Jan", "CVE-2023-0001", fix("KB5002323", "", office))
                .cve("2023-Feb", "CVE-2023-0002", superseding(fix("KB5002341", "", office), "KB5002323"));
        Windows machine = Windows.windows10(19045, 1)
                .program("Microsoft Office Professional Plus 2016", "16.0.4266.1001")
                .program("Security Update for Microsoft Office 2016 (KB5002341) 64-Bit Edition", null);

        assertThat(of(chain, machine, "CVE-2023-0001")).isEqualTo("patched program KB5002341");
    }

    @Test
    void W8_the_real_server_with_sql_server_2019_and_its_hotfix_4430_lacks_what_came_later() {
        Corpus.assumeHere();
        CompiledWindows real = (CompiledWindows) new WindowsEvaluator().compile(Corpus.windows());
        Evaluation evaluation =
                real.evaluate(instance("Hotfix 4430 for SQL Server 2019 (KB5054833) (64-bit)", "15.0.4430.1")
                        .software());

        assertThat(evaluation.judgements())
                .filteredOn(one -> one.group().startsWith("microsoft sql server 2019"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.verdict() == Verdict.PATCHED)
                        .as(one.toString())
                        .isEqualTo(
                                !one.group().contains("KB507") && !one.group().contains("KB506")));
    }
}
