package io.patchwave.exposure.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks the real update history from its oldest to its newest update: findings close and never open again. */
class RealHistoryTest {
    private static Evaluator.Compiled compiled;

    @BeforeAll
    static void compile() {
        Corpus.assumeHere();
        compiled = new WindowsEvaluator().compile(Corpus.windows());
    }

    @ParameterizedTest
    @CsvSource({
        "Windows Server 2012 R2,9600",
        "Windows Server 2012,9200",
        "Windows 8.1,9600",
        "Windows 7,7601",
        "Windows Server 2008 R2,7601",
        "Windows Server 2008,6003"
    })
    void a_later_rollup_closes_whatever_an_earlier_one_did(String product, int build) {
        List<String> rollups = Corpus.windows().history().stream()
                .filter(line -> line.product().equals(product) && line.kind().equals("rollup"))
                .map(HistoryLine::kb)
                .toList();

        assertThat(openedAgain(rollups, kb -> Windows.machine(product, build).with(kb, "KB2841134")))
                .isEmpty();
    }

    @Test
    void a_later_revision_closes_whatever_an_earlier_one_did() {
        Map<String, Set<Integer>> revisions = new TreeMap<>();
        Corpus.windows().history().stream()
                .filter(line -> line.revision() != null)
                .forEach(line -> revisions
                        .computeIfAbsent(line.product() + "|" + line.line(), unused -> new TreeSet<>())
                        .add(line.revision()));

        revisions.forEach((line, numbers) -> {
            String product = line.substring(0, line.indexOf('|'));
            int build = Integer.parseInt(line.substring(line.indexOf('|') + 1));
            assertThat(openedAgain(
                            List.copyOf(numbers),
                            revision -> Windows.machine(product, build).revision(revision)))
                    .as(line)
                    .isEmpty();
        });
    }

    private static <T> Set<String> openedAgain(List<T> updates, Function<T, Windows> machine) {
        Set<String> again = new TreeSet<>();
        Set<String> before = null;
        for (T update : updates) {
            Set<String> open = open(machine.apply(update));
            if (before != null) {
                for (String pair : open) {
                    if (!before.contains(pair)) {
                        again.add(update + " opens " + pair);
                    }
                }
            }
            before = open;
        }
        return again;
    }

    private static Set<String> open(Windows machine) {
        Set<String> open = new TreeSet<>();
        compiled.evaluate(machine.software()).judgements().stream()
                .filter(j -> j.verdict() != Verdict.PATCHED)
                .forEach(j -> j.advisories().forEach(cve -> open.add(cve + " in " + j.group())));
        return open;
    }
}
