package io.patchwave.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HistoryMergeTest {
    @Test
    void a_known_line_keeps_its_place_and_new_ones_follow_their_predecessors() {
        assertThat(HistoryMerge.merge(lines("KB1", "KB3", "KB5"), lines("KB3", "KB4", "KB1", "KB2", "KB6")))
                .extracting(HistoryLine::kb)
                .containsExactly("KB1", "KB2", "KB6", "KB3", "KB4", "KB5");
    }

    @Test
    void what_comes_before_everything_known_goes_before_it() {
        assertThat(HistoryMerge.merge(lines("KB2"), lines("KB1", "KB2")))
                .extracting(HistoryLine::kb)
                .containsExactly("KB1", "KB2");
    }

    @Test
    void what_follows_nothing_known_comes_last() {
        assertThat(HistoryMerge.merge(lines("KB1"), lines("KB2", "KB3")))
                .extracting(HistoryLine::kb)
                .containsExactly("KB1", "KB2", "KB3");
    }

    @Test
    void the_same_history_again_changes_nothing() {
        List<HistoryLine> known = lines("KB1", "KB2", "KB3");

        assertThat(HistoryMerge.merge(known, known)).isEqualTo(known);
    }

    @Test
    void a_kb_may_stand_on_two_lines_with_two_revisions() {
        List<HistoryLine> twice = List.of(
                new HistoryLine("Windows 10", "15063", "rollup", 413, "KB4022725"),
                new HistoryLine("Windows 10", "15063", "rollup", 414, "KB4022725"));

        assertThat(HistoryMerge.merge(twice, twice)).isEqualTo(twice);
    }

    private static List<HistoryLine> lines(String... kbs) {
        return Stream.of(kbs)
                .map(kb -> new HistoryLine("Windows Server 2012 R2", "SP1", "rollup", null, kb))
                .toList();
    }
}
