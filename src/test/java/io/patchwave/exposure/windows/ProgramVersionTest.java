package io.patchwave.exposure.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.catalog.WindowsStatement.AffectedProduct;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluation.HostUnknown;
import io.patchwave.exposure.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** W8 for programs that update themselves: documents tell of a version and of no KB. */
class ProgramVersionTest {
    private static final String EDGE = "Microsoft Edge (Chromium-based)";

    private final List<WindowsStatement> statements = new ArrayList<>();

    private void says(String month, String cve, String product, @Nullable String version) {
        statements.add(new WindowsStatement(
                month,
                SmallCatalog.RELEASED,
                cve,
                cve,
                List.of(new AffectedProduct(product, "Important", version)),
                List.of(),
                null));
    }

    private CompiledWindows compiled() {
        return (CompiledWindows) new WindowsEvaluator()
                .compile(new CatalogSnapshot(
                        1, List.copyOf(statements), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    private String of(String entry, @Nullable String version, String cve) {
        return SmallCatalog.of(
                        compiled()
                                .evaluate(Windows.windows10(19045, 1)
                                        .program(entry, version)
                                        .software()),
                        cve)
                .findFirst()
                .orElse("unaffected");
    }

    @Test
    void W8_edge_is_judged_by_its_version_whatever_its_major_version() {
        says("2023-Mar", "CVE-2023-0001", EDGE, "111.0.1661.54");

        assertThat(of("Microsoft Edge", "110.0.1587.69", "CVE-2023-0001")).isEqualTo("exposed program no-remedy");
        assertThat(of("Microsoft Edge", "111.0.1661.41", "CVE-2023-0001")).isEqualTo("exposed program no-remedy");
        assertThat(of("Microsoft Edge", "111.0.1661.54", "CVE-2023-0001")).isEqualTo("patched program 111.0.1661.54");
        assertThat(of("Microsoft Edge", "122.0.2365.106", "CVE-2023-0001")).isEqualTo("patched program 122.0.2365.106");
        assertThat(of("Microsoft Edge", null, "CVE-2023-0001")).isEqualTo("exposed program no-remedy");
        assertThat(of("Microsoft Edge WebView2 Runtime", "110.0.1587.69", "CVE-2023-0001"))
                .isEqualTo("unaffected");
    }

    @Test
    void W8_a_flaw_without_a_version_is_in_whatever_a_later_month_brought() {
        says("2021-Mar", "CVE-2021-0001", EDGE, null);
        says("2021-Mar", "CVE-2021-0002", EDGE, "89.0.774.45");
        says("2021-Jun", "CVE-2021-0003", EDGE, "91.0.864.48");
        says("2021-Jun", "CVE-2021-0004", EDGE, "91.0.864.41");

        assertThat(of("Microsoft Edge", "89.0.774.45", "CVE-2021-0001")).isEqualTo("exposed program no-remedy");
        assertThat(of("Microsoft Edge", "91.0.864.41", "CVE-2021-0001")).isEqualTo("patched program 91.0.864.41");
    }

    @Test
    void W8_a_name_that_tells_a_version_is_judged_within_it() {
        says("2023-Mar", "CVE-2023-0001", "PowerShell 7.2", "7.2.11");

        assertThat(of("PowerShell 7.2", "7.2.10.0", "CVE-2023-0001")).isEqualTo("exposed program no-remedy");
        assertThat(of("PowerShell 7.2", "7.2.11.0", "CVE-2023-0001")).isEqualTo("patched program 7.2.11.0");
        assertThat(of("PowerShell 7.2", "8.0.0.0", "CVE-2023-0001")).isEqualTo("exposed program no-remedy");
    }

    @Test
    void W8_documents_that_tell_no_version_of_edge_leave_it_unknown_once() {
        says("2023-Mar", "CVE-2023-0001", EDGE, null);
        Evaluation evaluation = compiled()
                .evaluate(Windows.windows10(19045, 1)
                        .program("Microsoft Edge", "122.0.2365.106")
                        .software());

        assertThat(evaluation.judgements()).noneMatch(one -> one.advisories().contains("CVE-2023-0001"));
        assertThat(evaluation.hostUnknowns()).contains(new HostUnknown("products-not-inventoried", "Microsoft Edge"));

        says("2023-Apr", "CVE-2023-0002", EDGE, "112.0.1722.34");
        CompiledWindows more = compiled();
        statements.remove(1);
        assertThat(more.since(compiled())).as("it is said of hosts as a whole").isNull();
    }

    @Test
    void W8_of_net_side_by_side_the_oldest_decides_and_names_tell_the_version() {
        says("2022-Aug", "CVE-2022-34716", ".NET 6.0", "6.0.8");
        says("2022-Aug", "CVE-2022-34717", ".NET Core 3.1", "3.1.28");
        says("2024-Aug", "CVE-2024-38168", ".NET 8.0 installed on Windows", "8.0.8");

        assertThat(of("Microsoft .NET Runtime - 6.0.8 (x64)", "48.35.42434", "CVE-2022-34716"))
                .isEqualTo("patched program 6.0.8");
        assertThat(of("Microsoft Windows Desktop Runtime - 6.0.7 (x64)", "6.0.7.31622", "CVE-2022-34716"))
                .isEqualTo("exposed program no-remedy");
        assertThat(of("Microsoft .NET Core Runtime - 3.1.18 (x64)", "3.1.18.30314", "CVE-2022-34717"))
                .isEqualTo("exposed program no-remedy");
        assertThat(of("Microsoft .NET Runtime - 8.0.6 (x64)", null, "CVE-2024-38168"))
                .isEqualTo("exposed program no-remedy");
        for (List<String> both : List.of(List.of("6.0.25", "6.0.7"), List.of("6.0.7", "6.0.25"))) {
            assertThat(SmallCatalog.of(
                            compiled()
                                    .evaluate(Windows.windows10(19045, 1)
                                            .program("Microsoft .NET Runtime - " + both.get(0) + " (x64)", null)
                                            .program("Microsoft .NET Runtime - " + both.get(1) + " (x64)", null)
                                            .software()),
                            "CVE-2022-34716"))
                    .containsExactly("exposed program no-remedy");
        }
    }

    @Test
    void W8_drivers_and_servers_that_msrc_writes_otherwise_are_found() {
        says("2023-Oct", "CVE-2023-36730", "Microsoft ODBC Driver 17 for SQL Server on Windows", "17.10.5.1");
        says("2023-Oct", "CVE-2023-36728", "Microsoft OLE DB Driver 18 for SQL Server", "18.6.0007.0");
        says("2023-Oct", "CVE-2023-0001", "Microsoft SharePoint Enterprise Server 2016", null);
        says("2023-Oct", "CVE-2023-0002", "Microsoft SharePoint Foundation 2013 Service Pack 1", null);
        says(
                "2023-Oct",
                "CVE-2023-0003",
                "Word Automation Services on Microsoft SharePoint Server 2013 Service Pack 1",
                null);
        says("2023-Oct", "CVE-2023-0004", "Office Online Server", null);

        assertThat(of("Microsoft ODBC Driver 17 for SQL Server", "17.10.6.1", "CVE-2023-36730"))
                .isEqualTo("patched program 17.10.6.1");
        assertThat(of("Microsoft OLE DB Driver for SQL Server", "18.5.0.0", "CVE-2023-36728"))
                .isEqualTo("exposed program no-remedy");
        assertThat(of("Microsoft SharePoint Server 2016", "16.0.4351.1000", "CVE-2023-0001"))
                .startsWith("exposed");
        assertThat(of("Microsoft SharePoint Server 2013", "15.0.4571.1502", "CVE-2023-0002"))
                .startsWith("exposed");
        assertThat(of("Microsoft SharePoint Server 2013", "15.0.4571.1502", "CVE-2023-0003"))
                .startsWith("exposed");
        assertThat(of("Microsoft Office Online Server", "16.0.10338", "CVE-2023-0004"))
                .startsWith("exposed");
    }

    @Test
    void W8_the_real_documents_close_edge_by_version() {
        Corpus.assumeHere();
        CompiledWindows real = (CompiledWindows) new WindowsEvaluator().compile(Corpus.windows());
        Set<String> old = open(real, "90.0.818.46");
        Set<String> newer = open(real, "122.0.2365.106");
        Set<String> newest = open(real, "160.0.0.0");

        assertThat(old).containsAll(newer);
        assertThat(newer).containsAll(newest).hasSizeLessThan(old.size());
        assertThat(newest)
                .as("of the last month, whose versions are not told yet")
                .hasSizeLessThan(80)
                .allMatch(cve -> cve.startsWith("CVE-2026-"));
    }

    private static Set<String> open(CompiledWindows real, String version) {
        return real
                .evaluate(Windows.windows10(19045, 1)
                        .program("Microsoft Edge", version)
                        .software())
                .judgements()
                .stream()
                .filter(one -> one.group().startsWith("microsoft edge (chromium-based)|"))
                .filter(one -> one.verdict() == Verdict.EXPOSED)
                .flatMap(one -> one.advisories().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
