package io.patchwave.exposure.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightTest {
    /** Verdicts as their enum declares them; among equal ones a remedy clears every reason, else the smallest reason stands. */
    private static final Comparator<Weight> HEAVIEST_FIRST = Comparator.comparing(Weight::verdict)
            .thenComparing(Weight::reason, Comparator.nullsFirst(Comparator.naturalOrder()));

    @Test
    void weights_are_declared_from_the_lightest_to_the_heaviest() {
        List<Weight> declared = Arrays.asList(Weight.values());
        assertThat(declared).isSortedAccordingTo(HEAVIEST_FIRST.reversed());
    }

    @Test
    void a_tally_takes_the_heaviest_of_neighbours_said_at_once() {
        Tally tally = Tally.ofThread(100);
        tally.add(Tally.code(3, Weight.PATCHED, false), 30, null);
        tally.add(Tally.code(20, Weight.NO_REMEDY, true), 11, Weight.EXPOSED);
        tally.add(Tally.code(21, Weight.LOCKED, true));
        StringBuilder said = new StringBuilder();
        var grounds = Tally.grounds("rpm");
        tally.emit(
                grounds,
                null,
                (group, why) -> said.append(group)
                        .append(why.verdict().name().charAt(0))
                        .append(why.rule().charAt(0))
                        .append(' '));
        StringBuilder expected = new StringBuilder();
        for (int group = 3; group < 33; group++) {
            expected.append(group).append(group >= 20 && group < 31 ? "Eo " : "Pr ");
        }
        assertThat(said.toString()).isEqualTo(expected.toString());
        Tally.ofThread(100).emit(grounds, null, (group, why) -> said.append("not empty"));
        assertThat(said.toString()).isEqualTo(expected.toString());
    }
}
