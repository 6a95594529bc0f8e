package io.patchwave.exposure.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Ruler;
import io.patchwave.inventory.Software;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rulings and judgements by the key of their group: one body of rules must give the same. */
public final class Projection {
    private Projection() {}

    /** What the evaluation says, less the proof. */
    public static Map<String, Grounds> of(Evaluation evaluation) {
        Map<String, Grounds> grounds = new TreeMap<>();
        for (Judgement each : evaluation.judgements()) {
            grounds.put(each.group(), Grounds.of(each.verdict(), each.rule(), each.reason(), each.confidence()));
        }
        return grounds;
    }

    /** What is ruled; no group twice. */
    public static Map<String, Grounds> of(Ruler ruler, Software software) {
        Map<String, Grounds> grounds = new TreeMap<>();
        ruler.rule(software, (group, why) -> put(ruler, grounds, group, why));
        return grounds;
    }

    /** What the difference rules. */
    public static Map<String, Grounds> of(Ruler newer, Ruler.Difference difference, Software software) {
        Map<String, Grounds> grounds = new TreeMap<>();
        difference.rule(software, (group, why) -> put(newer, grounds, group, why));
        return grounds;
    }

    /** Fails where the two ways to ask differ. */
    public static void assertOneBodyOfRules(Evaluator.Compiled compiled, Software software) {
        List<Judgement> all = compiled.evaluate(software).judgements();
        Set<String> some = all.stream()
                .map(Judgement::group)
                .filter(group -> group.hashCode() % 5 == 0)
                .collect(Collectors.toSet());
        assertThat(compiled.evaluate(software, some).judgements())
                .as("of some groups only")
                .isEqualTo(all.stream()
                        .filter(judgement -> some.contains(judgement.group()))
                        .toList());
        Evaluation evaluation = compiled.evaluate(software);
        Ruler ruler = (Ruler) compiled;
        assertThat(of(ruler, software)).isEqualTo(of(evaluation));
        assertThat(ruler.rule(software, (group, why) -> {}))
                .isEqualTo(new Evaluation.Whole(evaluation.product(), evaluation.hostUnknowns(), evaluation.probes()));
    }

    private static void put(Ruler ruler, Map<String, Grounds> grounds, int group, Grounds why) {
        assertThat(grounds.put(ruler.groups().get(group).key(), why))
                .as("one ruling per group")
                .isNull();
    }
}
