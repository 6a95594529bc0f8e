package io.patchwave.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.roaringbitmap.RoaringBitmap;

/** A set's history out of one stored answer and the differences around it. */
class SetHistoryProperties {
    @Property(tries = 300)
    void every_moment_comes_back_wherever_the_stored_answer_stands(@ForAll Random random) {
        List<RoaringBitmap> moments = new ArrayList<>();
        List<SetRows.Change> changes = new ArrayList<>();
        moments.add(bitmap(random));
        for (int rev = 2; rev < 2 + random.nextInt(12); rev++) {
            RoaringBitmap before = moments.get(moments.size() - 1);
            RoaringBitmap next = bitmap(random);
            moments.add(next);
            changes.add(new SetRows.Change(
                    1, rev, at(rev), RoaringBitmap.andNot(next, before), RoaringBitmap.andNot(before, next), rev));
        }
        int stored = random.nextInt(moments.size());
        SetHistory history = SetHistory.of(at(1), stored + 1, moments.get(stored), changes);
        assertThat(history.knownAt(at(0))).isNull();
        for (int i = 0; i < moments.size(); i++) {
            assertThat(history.knownAt(at(i + 1))).isEqualTo(moments.get(i));
        }
    }

    private static RoaringBitmap bitmap(Random random) {
        RoaringBitmap bitmap = new RoaringBitmap();
        random.ints(random.nextInt(20), 0, 40).forEach(bitmap::add);
        return bitmap;
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
