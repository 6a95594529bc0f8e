package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays a host's packages beside the fixes of its sources and tells a listener what each pair says: the one body of rules. */
final class Walk implements Roll.Visitor {
    /** What is said of an installed package and fixes of its name and architecture. */
    interface Listener {
        /** What is said of a single package whatever host it is on, as {@link Lane#told}. Only to who wants no details. */
        default void again(int[] told) {
            throw new IllegalStateException("details were asked for");
        }

        /**
         * Of the fixes {@code from} to {@code to - 1} of a lane.
         *
         * @param weight null where they are open: then each fix's own code tells what can be had
         */
        void lane(Lane lane, int from, int to, @Nullable Weight weight, Place newest);

        /** @param fix what would close it, where the weight is {@link Weight#EXPOSED} and details are asked for */
        void odd(Table.Odd odd, Weight weight, @Nullable Fix fix, Place newest);
    }

    private final LinuxSoftware host;
    private final Plan plan;
    private final Listener listener;
    private final boolean detailed;
    private @Nullable ModuleState modules;

    /** @param detailed whether the listener wants to know the fixes behind what odd ones say */
    Walk(LinuxSoftware host, Plan plan, Listener listener, boolean detailed) {
        this.host = host;
        this.plan = plan;
        this.listener = listener;
        this.detailed = detailed;
    }

    @Override
    public void single(Place place) {
        int[] told = place.told();
        if (told != null && !detailed) {
            listener.again(told);
        } else {
            several(place, null, null);
        }
    }

    @Override
    public void several(Place newest, @Nullable Place running, @Nullable Place perhapsRunning) {
        Table table = newest.table();
        List<Lane> lanes = table.lanes();
        for (int i = 0; i < lanes.size(); i++) {
            int open = newest.firstNewer(i);
            int pending = running == null ? open : Math.min(open, running.firstNewer(i));
            int unclear = perhapsRunning == null ? pending : Math.min(pending, perhapsRunning.firstNewer(i));
            tell(lanes.get(i), newest, unclear, pending, open);
        }
        List<Table.Odd> odds = table.odds();
        if (odds.isEmpty()) {
            return;
        }
        if (!detailed && running == null && perhapsRunning == null && table.shown() == null) {
            for (int i = 0; i < odds.size(); i++) {
                Weight said = newest.odd()[i];
                if (said != null) {
                    tell(odds.get(i), said, null, newest);
                }
            }
            return;
        }
        Builds builds = new Builds(newest.nevra().evr(), evr(running), evr(perhapsRunning));
        for (Table.Odd odd : odds) {
            odd.fix().weigh(builds, (said, fix) -> tell(odd, plan.weight(said, fix, table, host), fix, newest));
        }
    }

    private void tell(Lane lane, Place newest, int unclear, int pending, int open) {
        ModuleState.Answer answer = ask(lane.condition(), newest);
        if (answer == ModuleState.Answer.NO) {
            return;
        }
        int end = lane.fixes().length;
        tell(lane, 0, unclear, Weight.PATCHED, newest);
        if (answer.doubt() != null) {
            tell(lane, unclear, end, answer.doubt(), newest);
        } else if (lane.doubtful()) {
            tell(lane, unclear, end, Weight.STREAM_UNKNOWN, newest);
        } else {
            tell(lane, unclear, pending, Weight.RUNNING_KERNEL_MISSING, newest);
            tell(lane, pending, open, Weight.PENDING_REBOOT, newest);
            tellOpen(lane, open, end, newest);
        }
    }

    private void tellOpen(Lane lane, int open, int end, Place newest) {
        Shown shown = newest.table().shown();
        if (shown == null || open == end) {
            tell(lane, open, end, null, newest);
        } else {
            Evr best = shown.newest(modules());
            int closed = best == null ? open : Math.max(open, lane.firstNewerThan(best));
            tell(lane, open, closed, Weight.EXPOSED, newest);
            tell(lane, closed, end, Weight.NOT_IN_REPOSITORY, newest);
        }
    }

    private void tell(Lane lane, int from, int to, @Nullable Weight weight, Place newest) {
        if (from < to) {
            listener.lane(lane, from, to, weight, newest);
        }
    }

    private void tell(Table.Odd odd, Weight said, @Nullable Fix fix, Place newest) {
        ModuleState.Answer answer = ask(odd.fix().condition(), newest);
        if (answer == ModuleState.Answer.NO) {
            return;
        }
        if (said == Weight.PATCHED) {
            listener.odd(odd, said, null, newest);
        } else if (answer.doubt() != null) {
            listener.odd(odd, answer.doubt(), null, newest);
        } else {
            listener.odd(odd, odd.doubtful() ? Weight.STREAM_UNKNOWN : said, fix, newest);
        }
    }

    /** Whether the fixes under a condition are in force (R1). */
    private ModuleState.Answer ask(@Nullable Condition condition, Place newest) {
        if (condition == null) {
            return ModuleState.Answer.YES;
        }
        return modules().ask(condition, newest.rpm());
    }

    private ModuleState modules() {
        ModuleState known = modules;
        if (known == null) {
            known = plan.modules(host);
            modules = known;
        }
        return known;
    }

    private static @Nullable Evr evr(@Nullable Place place) {
        return place == null ? null : place.nevra().evr();
    }
}
