package io.patchwave.exposure.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Verdict;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples and figures that the exposure rules give for the real documents. */
class PageExamplesTest {
    private static Evaluator.Compiled compiled;

    @BeforeAll
    static void compile() {
        Corpus.assumeHere();
        compiled = new WindowsEvaluator().compile(Corpus.windows());
    }

    private static Set<String> all(Windows machine, Verdict verdict) {
        Set<String> advisories = new TreeSet<>();
        evaluate(machine).judgements().stream()
                .filter(j -> j.verdict() == verdict && !j.group().endsWith("|"))
                .forEach(j -> advisories.addAll(j.advisories()));
        advisories.remove("MS17-010");
        return advisories;
    }

    private static Evaluation evaluate(Windows machine) {
        return compiled.evaluate(machine.software());
    }

    @Test
    void server_2008_r2_with_only_a_rollup_newer_than_the_history_has_nothing_open() {
        Windows machine =
                Windows.machine("Microsoft Windows Server 2008 R2", 7601).with("KB5071501");

        assertThat(all(machine, Verdict.PATCHED)).hasSize(2188);
        assertThat(all(machine, Verdict.EXPOSED)).isEmpty();
        assertThat(all(machine, Verdict.UNKNOWN)).hasSize(52);
    }

    @Test
    void server_2012_r2_with_only_the_out_of_band_rollup_is_open_for_the_month_that_followed() {
        Evaluation evaluation = evaluate(Windows.server2012R2().with("KB5004954"));

        assertThat(SmallCatalog.of(evaluation, "CVE-2021-34527")).containsExactly("patched R1 KB5004954");
        assertThat(SmallCatalog.of(evaluation, "CVE-2021-33764")).allMatch(text -> text.startsWith("exposed"));
    }

    @Test
    void windows_7_with_only_the_security_only_update_of_printnightmare_closes_that_and_nothing_else() {
        assertThat(all(Windows.windows7().with("KB5004951"), Verdict.PATCHED)).containsExactly("CVE-2021-34527");
    }

    @Test
    void a_rollup_closes_the_cve_whose_rollup_the_document_forgets() {
        assertThat(SmallCatalog.of(evaluate(Windows.server2012R2().with("KB5022899")), "CVE-2023-21805"))
                .containsExactly("patched R5 KB5022899");
    }

    @Test
    void server_2022_answers_the_table_of_hotpatches() {
        assertThat(SmallCatalog.of(evaluate(Windows.server2022(1607)), "CVE-2023-24898"))
                .containsExactly("exposed R0");
        assertThat(SmallCatalog.of(evaluate(Windows.server2022(1724)), "CVE-2023-24898"))
                .containsExactly("patched R3 10.0.20348.1724");
        assertThat(SmallCatalog.of(evaluate(Windows.server2022(1726)), "CVE-2023-24898"))
                .containsExactly("patched R3 10.0.20348.1726");
        assertThat(SmallCatalog.of(evaluate(Windows.server2022(1726)), "CVE-2023-29325"))
                .containsExactly("patched R2 10.0.20348.1726");
    }
}
