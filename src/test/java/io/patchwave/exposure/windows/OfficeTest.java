package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.built;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluation.HostUnknown;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.platform.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** W8 for Office: MSRC names Word 2016, machines name the suite that brought it. Never is one of them silently safe. */
class OfficeTest {
    private static final String BOTH = " (%s-bit edition)";

    private final SmallCatalog catalog = new SmallCatalog()
            .cve("2023-Feb", "CVE-2023-0100", office("KB5002323", "Microsoft Office 2016"))
            .cve("2023-Feb", "CVE-2023-0101", built("KB5002324", "", "16.0.5383.1000", editions("Microsoft Word 2016")))
            .cve("2023-Feb", "CVE-2023-0102", office("KB5002325", "Microsoft Excel 2016"))
            .cve("2023-Feb", "CVE-2023-0103", office("KB5002326", "Microsoft Outlook 2016"))
            .cve("2023-Feb", "CVE-2023-0104", office("KB5002327", "Microsoft Access 2016"))
            .cve("2023-Feb", "CVE-2023-0105", office("KB5002328", "Microsoft Visio 2016"))
            .cve("2023-Feb", "CVE-2023-0106", fix("KB5002329", "", "Skype for Business 2016 (64-bit)"))
            .cve("2023-Feb", "CVE-2023-0107", office("KB5002330", "Microsoft Word 2013 Service Pack 1"))
            .withoutRemedy("2018-Feb", "CVE-2018-0108", "Microsoft Excel  2016 Click-to-Run (C2R) for 64-bit editions")
            .withoutRemedy("2019-Feb", "CVE-2019-0109", "Office 365 ProPlus for 64-bit Systems")
            .withoutRemedy("2023-Feb", "CVE-2023-0110", "Microsoft 365 Apps for Enterprise for 64-bit Systems")
            .withoutRemedy("2023-Feb", "CVE-2023-0111", "Microsoft Office 2019 for 64-bit editions");

    private static String[] editions(String name) {
        return new String[] {name + BOTH.formatted(32), name + BOTH.formatted(64)};
    }

    private static io.patchwave.catalog.WindowsStatement.VendorFix office(String kb, String name) {
        return fix(kb, "", editions(name));
    }

    private static Windows with(String... programs) {
        Windows machine = Windows.windows10(19045, 1);
        for (String program : programs) {
            machine = machine.program(program, "16.0.4266.1001");
        }
        return machine;
    }

    /** The last digits of the CVEs that it is exposed to. */
    private String exposed(Windows machine) {
        return catalog.evaluate(machine.software()).judgements().stream()
                .filter(one -> one.verdict() == Verdict.EXPOSED)
                .flatMap(one -> one.advisories().stream())
                .filter(one -> one.contains("-01"))
                .map(one -> one.substring(one.length() - 2))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private List<HostUnknown> unknowns(Windows machine) {
        return catalog.evaluate(machine.software()).hostUnknowns().stream()
                .filter(one -> one.reason().equals("products-not-inventoried"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft Office Professional Plus 2016, 00 01 02 03 04 06",
        "Microsoft Office 2016, 00 01 02 03 04 06",
        "Microsoft Office Enterprise 2016, 00 01 02 03 04 06",
        "Microsoft Office Standard 2016, 00 01 02 03",
        "Microsoft Office Home and Business 2016, 00 01 02 03",
        "Microsoft Office Home and Student 2016, 00 01 02",
        "Microsoft Office Standard 2013, 07",
        "Microsoft Word 2016, 00 01",
        "Microsoft Word MUI (Portuguese (Brazil)) 2016, 00 01",
        "Microsoft Office Excel MUI (English) 2016, 00 02",
        "Microsoft Skype for Business MUI (English) 2016, 00 06",
        "Microsoft Visio Professional 2016, 00 05",
        "Microsoft Office Shared 64-bit MUI (English) 2016, 00",
        "Microsoft Office Proof (German) 2016, 00",
        "Microsoft Office Professional Plus 2019 - en-us, 11",
        "Microsoft Office 365 ProPlus - en-us, 09 10",
        "Microsoft 365 Apps for enterprise - ja-jp, 10",
        "Microsoft Visio - ja-jp, 10",
    })
    void W8_an_entry_of_office_stands_for_the_programs_that_it_brought(String entry, String expected) {
        assertThat(exposed(with(entry))).isEqualTo(expected);
        assertThat(unknowns(with(entry))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Microsoft Office Famille et Petite Entreprise 2016",
                "Microsoft Office Professional Plus 2007",
                "Microsoft 365 - en-us",
                "Microsoft Publisher 2010",
                "Microsoft Visio Viewer 2016",
                "Compatibility Pack for the 2007 Office system",
                "Visual Studio Professional 2019",
                "Microsoft Visual Studio Community 2022",
                "Microsoft Dynamics NAV 2018",
                "Microsoft Silverlight",
            })
    void W8_an_entry_that_no_document_knows_is_told_once_for_the_host(String entry) {
        assertThat(unknowns(with(entry))).containsExactly(new HostUnknown("products-not-inventoried", entry));
    }

    @Test
    void W8_what_a_suite_brought_is_presumed_and_what_has_an_entry_of_its_own_is_measured() {
        Evaluation evaluation = catalog.evaluate(with("Microsoft Office Professional Plus 2016", "Microsoft Word 2016")
                .software());

        assertThat(evaluation.judgements())
                .filteredOn(one -> one.group().contains("word 2016 (64"))
                .extracting(Judgement::confidence)
                .containsExactly(Confidence.MEASURED);
        assertThat(evaluation.judgements())
                .filteredOn(one -> one.group().contains("excel 2016 (64"))
                .extracting(Judgement::confidence)
                .containsExactly(Confidence.PRESUMED);
    }

    @Test
    void W8_an_update_that_is_listed_closes_a_program_of_the_suite_and_the_suites_version_does_not() {
        Windows suite = Windows.windows10(19045, 1)
                .program("Microsoft Office Professional Plus 2016", "16.0.5400.1000")
                .program("Security Update for Microsoft Excel 2016 (KB5002325) 64-Bit Edition", null);

        assertThat(exposed(suite)).isEqualTo("00 01 03 04 06");
    }

    @Test
    void W8_the_suites_word_length_is_its_programs() {
        Evaluation evaluation = catalog.evaluate(
                with("Microsoft Office Professional Plus 2016 (32-bit)").software());

        assertThat(evaluation.judgements())
                .extracting(Judgement::group)
                .filteredOn(group -> group.contains("office") || group.contains("word"))
                .isNotEmpty()
                .allMatch(group -> group.contains("(32-bit"));
    }

    @Test
    void W8_what_is_streamed_is_not_judged_by_the_versions_of_packages() {
        Windows streamed = Windows.windows10(19045, 1)
                .program("Microsoft Office Professional Plus 2016 - en-us", "16.0.6741.2048");
        Windows cutOff = Windows.windows10(19045, 1).program("Microsoft Word 2016", "16.0.6741.2048");

        assertThat(exposed(streamed)).isEqualTo("08");
        assertThat(unknowns(streamed))
                .as("documents since 2019 no longer name it")
                .containsExactly(
                        new HostUnknown("products-not-inventoried", "Microsoft Office Professional Plus 2016 - en-us"));
        assertThat(exposed(cutOff)).isEqualTo("00 01");
    }

    @Test
    void W8_the_order_of_entries_does_not_matter() {
        String[] entries = {"Microsoft Office Standard 2016", "Microsoft Word 2016", "Microsoft Visio Standard 2016"};
        Evaluation one = catalog.evaluate(with(entries).software());
        Evaluation other =
                catalog.evaluate(with(entries[2], entries[1], entries[0]).software());

        assertThat(other.judgements()).containsExactlyInAnyOrderElementsOf(one.judgements());
    }

    @Test
    void W8_every_program_of_every_suite_in_the_real_documents_is_asked_for() {
        Corpus.assumeHere();
        CompiledWindows real = (CompiledWindows) new WindowsEvaluator().compile(Corpus.windows());
        for (String year : List.of("2010", "2013", "2016")) {
            Evaluation evaluation = real.evaluate(with("Microsoft Office Professional Plus " + year + " (64-bit)")
                    .software());

            assertThat(evaluation.judgements())
                    .filteredOn(one -> one.verdict() == Verdict.EXPOSED)
                    .extracting(one -> one.group().replaceAll(" (service pack|\\(64|20).*", ""))
                    .contains(
                            "microsoft office",
                            "microsoft word",
                            "microsoft excel",
                            "microsoft powerpoint",
                            "microsoft outlook",
                            "microsoft access",
                            "microsoft publisher",
                            "microsoft onenote");
            assertThat(evaluation.hostUnknowns())
                    .extracting(HostUnknown::reason)
                    .doesNotContain("products-not-inventoried");
        }
    }

    @Test
    void W8_the_real_machine_with_streamed_office_is_open_by_its_own_name() {
        Corpus.assumeHere();
        JsonNode raw = Corpus.read(
                Corpus.DATA.resolve("microsoft/vuls-hosts/raw/windows_10_21h2_old.json.gz"), Json.mapper()::readTree);
        Windows machine = Windows.windows10(19044, 2364);
        for (JsonNode entry : raw.get("packages")) {
            machine = machine.program(
                    entry.get("name").asText(), entry.path("version").asText());
        }
        Evaluation evaluation =
                ((CompiledWindows) new WindowsEvaluator().compile(Corpus.windows())).evaluate(machine.software());

        assertThat(evaluation.judgements())
                .filteredOn(one -> one.group().startsWith("microsoft 365 apps for enterprise for 64-bit"))
                .isNotEmpty()
                .allMatch(one -> one.verdict() == Verdict.EXPOSED && "no-remedy".equals(one.reason()));
        assertThat(evaluation.hostUnknowns())
                .extracting(HostUnknown::reason)
                .doesNotContain("products-not-inventoried");
    }
}
