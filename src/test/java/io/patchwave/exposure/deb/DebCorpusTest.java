package io.patchwave.exposure.deb;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.linux.LinuxCorpus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rule against the Debian tracker's list on real machines (shared data, skipped where absent). */
class DebCorpusTest {
    @Test
    void debian_11_is_exposed_to_its_43_advisories() {
        compare("debian_11", 43);
    }

    @Test
    void debian_9_is_exposed_to_its_98_advisories() {
        compare("debian_9", 98);
    }

    private static void compare(String host, int size) {
        JsonNode applicable =
                LinuxCorpus.json("debian/tracker/expected-" + host + ".json").get("applicable");
        List<Judgement> judgements =
                DebCatalog.of(Corpus.debian()).evaluate(LinuxCorpus.host(host)).judgements();
        Set<String> exposed = judgements.stream()
                .filter(each -> each.verdict() == Verdict.EXPOSED)
                .map(Judgement::group)
                .collect(toCollection(TreeSet::new));
        assertThat(exposed).hasSize(size).isEqualTo(LinuxCorpus.names(applicable));
        for (Judgement judgement : judgements) {
            if (judgement.verdict() == Verdict.EXPOSED) {
                JsonNode answer = applicable.get(judgement.group());
                assertThat(judgement.remedies())
                        .containsExactly(answer.get("source").textValue() + "="
                                + answer.get("fixed").textValue());
            }
        }
    }
}
