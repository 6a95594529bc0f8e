package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2012_R2;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_7;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluation.HostUnknown;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S and U where a class or a host tells more than its verdict: severity by product, gaps that settle some advisories. */
class SeverityTest {
    private static WindowsStatement rated(String cve, String server, String client) {
        return new WindowsStatement(
                "2019-Feb",
                SmallCatalog.RELEASED,
                cve,
                cve,
                List.of(
                        new WindowsStatement.AffectedProduct(SERVER_2012_R2, server),
                        new WindowsStatement.AffectedProduct(WINDOWS_7, client)),
                List.of(fix("KB4487000", "", SERVER_2012_R2), fix("KB4486563", "", WINDOWS_7)),
                null);
    }

    private static CompiledWindows compiled(WindowsStatement... statements) {
        return (CompiledWindows) new WindowsEvaluator()
                .compile(new CatalogSnapshot(
                        1, List.of(statements), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void S_severity_is_that_of_the_machines_product_where_products_are_rated_differently() {
        CompiledWindows two = compiled(rated("CVE-2019-0606", "Moderate", "Critical"));

        assertThat(two.severityOf("windows server 2012 r2|KB4487000", "CVE-2019-0606"))
                .isEqualTo("moderate");
        assertThat(two.severityOf("windows 7 for x64-based systems service pack 1|KB4486563", "CVE-2019-0606"))
                .isEqualTo("critical");
    }

    @Test
    void S_the_advisorys_own_severity_holds_where_all_products_are_rated_alike() {
        CompiledWindows one = compiled(rated("CVE-2019-0001", "Important", "Important"));

        assertThat(one.severityOf("windows server 2012 r2|KB4487000", "CVE-2019-0001"))
                .isNull();
        assertThat(one.severityOf("ALSA-2024:0603", "ALSA-2024:0603")).isNull();
    }

    @Test
    void S_internet_explorer_is_rated_moderate_on_servers_in_the_real_documents() {
        Corpus.assumeHere();
        CompiledWindows real = compiled(Corpus.windows().statements().toArray(WindowsStatement[]::new));

        assertThat(real.severityOf(
                        "internet explorer 11 on windows server 2012 r2|KB4486474,KB4487000", "CVE-2019-0606"))
                .isEqualTo("moderate");
        assertThat(real.severityOf(
                        "internet explorer 11 on windows 8.1 for x64-based systems|KB4486474,KB4487000",
                        "CVE-2019-0606"))
                .isEqualTo("critical");
    }

    @Test
    void W9_a_host_without_advisories_says_that_the_shipped_facts_are_settled_all_the_same() {
        SmallCatalog empty = new SmallCatalog();
        Evaluation xp = empty.evaluate(
                Windows.machine("Microsoft Windows XP Professional", 2600).software());
        Evaluation ten = empty.evaluate(Windows.windows10(17763, 1).software());
        Evaluation unknown = empty.evaluate(Windows.windows10(99999, 1).software());

        assertThat(List.of(xp, ten))
                .allSatisfy(one -> assertThat(one.hostUnknowns())
                        .filteredOn(gap -> gap.reason().equals("no-advisories"))
                        .singleElement()
                        .satisfies(gap -> assertThat(gap.settled()).contains("MS17-010", "CVE-2017-0144")));
        assertThat(unknown.hostUnknowns())
                .filteredOn(gap -> gap.reason().equals("build-unknown"))
                .extracting(HostUnknown::settled)
                .containsExactly(List.of());
    }

    @Test
    void W6_dotnet_that_no_inventory_names_is_one_unknown_on_6x() {
        SmallCatalog dotnet = new SmallCatalog()
                .cve(
                        "2019-Feb",
                        "CVE-2019-0613",
                        fix("KB4487078", "", "Microsoft .NET Framework 3.5.1 on " + WINDOWS_7))
                .cve("2019-Feb", "CVE-2019-0001", fix("KB4486563", "", WINDOWS_7));
        Windows machine = Windows.windows7().program("7-Zip", "23.01");

        assertThat(dotnet.evaluate(machine.software()).hostUnknowns())
                .containsExactly(new HostUnknown("products-not-inventoried", "Microsoft .NET Framework"));
        assertThat(dotnet.evaluate(machine.components(null, "3.5.1").software()).hostUnknowns())
                .isEmpty();
    }
}
