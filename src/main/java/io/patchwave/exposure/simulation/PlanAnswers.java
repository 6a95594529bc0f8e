package io.patchwave.exposure.simulation;

import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import java.util.ArrayList;
import java.util.List;

/** Chosen remedies on the wire. */
final class PlanAnswers {
    private static final int IDS = 1000;
    private static final int SAMPLES = 10;

    private PlanAnswers() {}

    static SimulationJson of(SimulationService.PlanAnswer answer, PageRequest page, boolean count) {
        List<String> leftOut = new ArrayList<>();
        Page<SimulationJson.Plan> plans =
                Page.ofAll(answer.plans(), page, count, PlanAnswers::key).map(PlanAnswers::plan);
        if (plans.items().stream().anyMatch(plan -> plan.closesCount() > IDS || plan.staysOpenCount() > IDS)) {
            leftOut.add("A plan lists at most " + IDS + " advisories; closesCount and staysOpenCount tell how many.");
        }
        return new SimulationJson(
                answer.rulings().revision(),
                new SimulationJson.Scope(
                        answer.scope(), answer.withoutInventory(), answer.cases(), answer.nothingToDo()),
                null,
                null,
                null,
                null,
                null,
                plans,
                leftOut);
    }

    private static String key(SimulationService.Plan plan) {
        return Secrets.sha256(plan.choice().toString());
    }

    private static SimulationJson.Plan plan(SimulationService.Plan plan) {
        Chooser.Choice choice = plan.choice();
        return new SimulationJson.Plan(
                choice.remedies(),
                plan.hosts().size(),
                plan.hosts().stream()
                        .limit(SAMPLES)
                        .map(host -> new SimulationJson.HostName(host.id(), host.hostname()))
                        .toList(),
                choice.closes().size(),
                choice.closes().stream().limit(IDS).toList(),
                choice.staysOpen().size(),
                choice.staysOpen().entrySet().stream()
                        .limit(IDS)
                        .map(open -> new SimulationJson.Open(open.getKey(), open.getValue()))
                        .toList());
    }
}
