package io.patchwave.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** A host's history out of its sets and what was known of them; and the choices made of answers. */
class TimelineTest {
    private static final Ruling OPEN = ruling(1, Verdict.EXPOSED);
    private static final Ruling FIXED = ruling(2, Verdict.PATCHED);
    private static final Ruling UNDECIDED = ruling(3, Verdict.UNKNOWN);

    private static Ruling ruling(int id, Verdict verdict) {
        RemedyGroup group = new RemedyGroup(1, "g", List.of("A"), at(0));
        return new Ruling(id, group, Grounds.of(verdict, "R1", null, Confidence.MEASURED));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    private static HostRows.State had(long second, long set, @Nullable String boot) {
        return new HostRows.State(at(second), set, null, null, boot);
    }

    private static SetRows.Change change(long set, long second, List<Ruling> in, List<Ruling> out) {
        return new SetRows.Change(set, second, at(second), bitmap(in), bitmap(out), 1);
    }

    private static RoaringBitmap bitmap(List<Ruling> rulings) {
        return RoaringBitmap.bitmapOf(rulings.stream().mapToInt(Ruling::id).toArray());
    }

    private static Timeline.Run run(List<HostRows.State> states, List<SetRows.Change> changes) {
        Timeline timeline = new Timeline(ids -> List.of(OPEN, FIXED, UNDECIDED).stream()
                .filter(ruling -> ids.contains(ruling.id()))
                .toList());
        Map<Long, List<SetRows.Change>> bySet = changes.stream().collect(Collectors.groupingBy(SetRows.Change::setId));
        Map<Long, SetHistory> histories = new HashMap<>();
        bySet.forEach((set, own) -> histories.put(set, SetHistory.of(null, 0, new RoaringBitmap(), own)));
        return timeline.runs(states, histories, at(1000)).get("A");
    }

    @Test
    void a_new_set_that_still_has_the_hole_continues_the_run() {
        Timeline.Run run = run(
                List.of(had(10, 1, "b"), had(20, 2, "b")),
                List.of(change(1, 11, List.of(OPEN), List.of()), change(2, 21, List.of(OPEN), List.of())));
        assertThat(run.openSince()).isEqualTo(at(10));
        assertThat(run.fixedAt()).isNull();
    }

    @Test
    void fixed_and_opened_again_is_a_run_of_its_own() {
        List<SetRows.Change> known =
                List.of(change(1, 11, List.of(OPEN), List.of()), change(2, 21, List.of(FIXED), List.of()));
        Timeline.Run fixed = run(List.of(had(10, 1, "b"), had(20, 2, "b")), known);
        assertThat(fixed.openSince()).isEqualTo(at(10));
        assertThat(fixed.fixedAt()).isEqualTo(at(20));
        Timeline.Run again = run(List.of(had(10, 1, "b"), had(20, 2, "b"), had(30, 1, "b")), known);
        assertThat(again.openSince()).isEqualTo(at(30));
        assertThat(again.fixedAt()).isNull();
    }

    @Test
    void what_cannot_be_decided_does_not_end_a_run() {
        Timeline.Run run = run(
                List.of(had(10, 1, "b"), had(20, 2, "b"), had(30, 1, "b")),
                List.of(change(1, 11, List.of(OPEN), List.of()), change(2, 21, List.of(UNDECIDED), List.of())));
        assertThat(run.openSince()).isEqualTo(at(10));
    }

    @Test
    void an_answer_that_a_later_catalog_corrects_was_seen_until_then() {
        Timeline.Run run = run(
                List.of(had(10, 1, "b")),
                List.of(change(1, 11, List.of(OPEN), List.of()), change(1, 50, List.of(FIXED), List.of(OPEN))));
        assertThat(run.openSince()).isEqualTo(at(10));
        assertThat(run.fixedAt()).isEqualTo(at(50));
        Timeline.Run removed = run(
                List.of(had(10, 1, "b")),
                List.of(change(1, 11, List.of(OPEN), List.of()), change(1, 60, List.of(), List.of(OPEN))));
        assertThat(removed.fixedAt()).isEqualTo(at(60));
    }

    @Test
    void an_advisory_that_comes_later_is_seen_since_then() {
        Timeline.Run run = run(
                List.of(had(10, 1, "b")),
                List.of(change(1, 11, List.of(), List.of()), change(1, 70, List.of(OPEN), List.of())));
        assertThat(run.openSince()).isEqualTo(at(70));
    }

    @Test
    void pending_is_exposed_after_another_boot_with_the_same_software() {
        assertThat(Boots.againSince(List.of(had(10, 1, "a"), had(20, 2, "a")), "a"))
                .isFalse();
        assertThat(Boots.againSince(List.of(had(10, 1, "a"), had(20, 2, "a")), "b"))
                .isTrue();
        assertThat(Boots.againSince(List.of(had(20, 2, "a"), had(30, 2, "b")), "b"))
                .isTrue();
        assertThat(Boots.againSince(List.of(had(20, 2, null)), "b")).isFalse();
    }

    @Test
    void a_locked_package_is_not_offered_and_says_so() {
        RemedyGroup group = new RemedyGroup(1, "g", List.of("A"), at(0));
        Ruling kernel = new Ruling(9, group, Grounds.of(Verdict.EXPOSED, "rpm", null, Confidence.MEASURED));
        Proofs proofs = key -> new Judgement(
                key,
                List.of("A"),
                Verdict.EXPOSED,
                "rpm",
                null,
                null,
                Confidence.MEASURED,
                List.of("kernel-core-0:5-1.x86_64"));
        HostEntry host = new HostEntry(
                new UUID(0, 1),
                "h",
                true,
                true,
                false,
                1L,
                1L,
                "normal",
                List.of(),
                false,
                new HostEntry.Effects(java.util.Set.of(), List.of("kernel*")));
        Answers.Answer answer =
                Answers.byAdvisory(List.of(kernel), proofs, host, id -> true).get("A");
        assertThat(answer.verdict()).isEqualTo(Verdict.EXPOSED);
        assertThat(answer.reason()).isEqualTo("locked");
        assertThat(answer.remedies()).isEmpty();
        assertThat(answer.confidence()).isEqualTo(Confidence.IMPORTED);
    }

    @Test
    void the_fewest_updates_that_close_most_are_chosen() {
        Map<String, Map<String, Verdict>> machine = Map.of(
                "KB1", Map.of("A", Verdict.PATCHED, "B", Verdict.EXPOSED, "C", Verdict.EXPOSED),
                "KB2", Map.of("A", Verdict.PATCHED, "B", Verdict.PATCHED, "C", Verdict.EXPOSED),
                "KB3", Map.of("A", Verdict.PATCHED, "B", Verdict.PATCHED, "C", Verdict.PENDING_REBOOT));
        UpdateChoice choice = new UpdateChoice(kbs -> machine.get(kbs.iterator().next()));
        assertThat(choice.choose(Map.of("A", List.of("KB1", "KB2", "KB3"), "B", List.of("KB2", "KB3"))))
                .as("both close the two; the rollup closes C as well")
                .containsExactly("KB3");
        assertThat(PackageChoice.newest(List.of("a-0:1-9.el8.x86_64", "a-0:1-10.el8.x86_64", "a-0:1-9.el8.i686")))
                .containsExactly("a-0:1-10.el8.x86_64", "a-0:1-9.el8.i686");
        assertThat(PackageChoice.newest(List.of("curl=7.74.0-1.3+deb11u2", "curl=7.74.0-1.3+deb11u10")))
                .containsExactly("curl=7.74.0-1.3+deb11u10");
    }
}
