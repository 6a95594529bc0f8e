package io.patchwave.exposure.deb;

import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.linux.Outcome;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.version.DebianVersions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up what a host's packages say of each advisory, with the proof. */
final class DebSum implements DebPlan.Listener {
    private record Item(String rule, Outcome outcome) {}

    private final DebPlan plan;

    private record Said(Binary binary, DebRules.Role role) {}

    private final List<Said> said = new ArrayList<>();
    /** By source: what is installed once everything runs. */
    private final Map<String, String> newest = new HashMap<>();

    private final Map<String, Item> items = new HashMap<>();

    DebSum(DebPlan plan) {
        this.plan = plan;
    }

    @Override
    public void take(DebPlace place, DebRules.Role role) {
        Binary binary = place.binary();
        if (binary != null) {
            said.add(new Said(binary, role));
            if (role == DebRules.Role.JUDGED) {
                newest.merge(binary.source(), binary.version(), (a, b) -> DebianVersions.compare(b, a) > 0 ? b : a);
            }
        }
    }

    private void sumUp(Binary binary, DebRules.Role role) {
        for (SourceFix fix : plan.fixes(binary.source())) {
            Weight weight = plan.rules().weigh(binary, role, fix);
            if (weight != null) {
                items.computeIfAbsent(fix.advisory(), id -> new Item(fix.rule(), new Outcome()))
                        .outcome
                        .take(weight, satisfied(binary, weight), weight == Weight.EXPOSED ? remedy(binary, fix) : null);
            }
        }
    }

    private @Nullable String satisfied(Binary binary, Weight weight) {
        if (weight == Weight.PATCHED) {
            return binary.source() + "=" + binary.version();
        }
        return weight == Weight.PENDING_REBOOT ? binary.source() + "=" + newest.get(binary.source()) : null;
    }

    private static String remedy(Binary binary, SourceFix fix) {
        return binary.source() + "=" + fix.fixFor(binary.version());
    }

    /** In the order of ids. */
    List<Judgement> judgements() {
        said.forEach(each -> sumUp(each.binary, each.role));
        List<Judgement> judgements = new ArrayList<>(items.size());
        items.forEach((advisory, item) -> judgements.add(item.outcome.judgement(advisory, item.rule)));
        judgements.sort(Comparator.comparing(Judgement::group));
        return judgements;
    }
}
