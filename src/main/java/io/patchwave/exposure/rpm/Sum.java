package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.linux.Outcome;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up a walk into one judgement per advisory, with what can be had to close it. */
final class Sum implements Walk.Listener {
    private record Item(Advisory advisory, String rule, Outcome outcome) {}

    private final Plan plan;
    private final LinuxSoftware host;
    private final Map<Integer, Item> items = new HashMap<>();

    Sum(Plan plan, LinuxSoftware host) {
        this.plan = plan;
        this.host = host;
    }

    @Override
    public void lane(Lane lane, int from, int to, @Nullable Weight weight, Place newest) {
        for (int i = from; i < to; i++) {
            Fix fix = lane.fixes()[i];
            Weight said = weight != null ? weight : plan.weight(Weight.EXPOSED, fix, newest.table(), host);
            take(fix.advisory(), lane.osv(), said, fix, newest);
        }
    }

    @Override
    public void odd(Table.Odd odd, Weight weight, @Nullable Fix fix, Place newest) {
        take(odd.fix().advisory(), odd.osv(), weight, fix, newest);
    }

    private void take(Advisory advisory, boolean osv, Weight weight, @Nullable Fix fix, Place newest) {
        boolean closed = weight == Weight.PATCHED || weight == Weight.PENDING_REBOOT;
        String remedy = weight == Weight.EXPOSED && fix != null ? plan.remedy(fix, newest.table(), host) : null;
        items.computeIfAbsent(advisory.number(), number -> new Item(advisory, osv ? "osv" : "rpm", new Outcome()))
                .outcome
                .take(weight, closed ? newest.rpm().nevra() : null, remedy);
    }

    /** In the order of ids. */
    List<Judgement> judgements(boolean livepatched) {
        List<Judgement> judgements = new ArrayList<>(items.size());
        for (Item item : items.values()) {
            if (livepatched && item.advisory.kernel()) {
                item.outcome.livepatched();
            }
            judgements.add(item.outcome.judgement(item.advisory.id(), item.rule));
        }
        judgements.sort(Comparator.comparing(Judgement::group));
        return judgements;
    }
}
