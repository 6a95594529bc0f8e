package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Tally;
import io.patchwave.exposure.linux.Weight;
import org.jspecify.annotations.Nullable;

/** Sums up a walk without the proof. */
record Tallied(Tally tally) implements Walk.Listener {
    @Override
    public void lane(Lane lane, int from, int to, @Nullable Weight weight, Place newest) {
        lane.tell(tally, from, to, weight);
    }

    @Override
    public void again(int[] told) {
        for (int i = 0; i < told.length; i += 2) {
            tally.add(told[i], told[i + 1], null);
        }
    }

    @Override
    public void odd(Table.Odd odd, Weight weight, @Nullable Fix fix, Place newest) {
        tally.add(Tally.code(odd.fix().advisory().number(), weight, odd.osv()));
    }
}
