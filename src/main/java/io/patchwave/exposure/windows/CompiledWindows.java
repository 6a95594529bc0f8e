package io.patchwave.exposure.windows;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.List;

/** A catalog ready to be asked about Windows machines. */
final class CompiledWindows implements Evaluator.Compiled {
    private static final int FIRST_IN_CVRF = 6000;

    private final WindowsIndex index;
    private final ClassRules rules;
    private final ProgramRules programs;
    private final List<String> incomplete;

    CompiledWindows(WindowsIndex index, List<String> incomplete) {
        this.index = index;
        this.incomplete = incomplete;
        rules = new ClassRules(index);
        programs = new ProgramRules(index.programs().values());
    }

    /** What is said of one machine, while it is being said. */
    private record Draft(List<Judgement> judgements, List<Evaluation.HostUnknown> unknowns, List<String> probes) {
        Draft() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void unknown(String reason, String detail) {
            unknowns.add(new Evaluation.HostUnknown(reason, detail));
        }

        void facts(List<ShippedFactRule.Judged> facts) {
            facts.forEach(fact -> {
                judgements.add(fact.judgement());
                probes.addAll(fact.probes());
            });
        }
    }

    @Override
    public Evaluation evaluate(Software software) {
        WindowsSoftware windows = (WindowsSoftware) software;
        Draft draft = new Draft();
        WindowsProduct product = ProductTable.of(windows).orElse(null);
        if (product == null) {
            withoutProduct(windows, draft);
        } else {
            withProduct(windows, product, draft);
        }
        judgePrograms(windows, draft);
        String name = product == null ? null : product.name();
        return new Evaluation(
                name, List.copyOf(draft.judgements), List.copyOf(draft.unknowns), List.copyOf(draft.probes));
    }

    /** XP and Server 2003, which no document covers, and builds that nobody knows: only the shipped facts apply. */
    private static void withoutProduct(WindowsSoftware windows, Draft draft) {
        boolean server = ProductTable.isServer(windows);
        String key = "build " + windows.build();
        draft.facts(ShippedFactRule.judge(windows, null, key, windows.servicePack(), server));
        if (windows.build() < FIRST_IN_CVRF) {
            draft.unknown("no-advisories", windows.caption());
        } else {
            draft.unknown("build-unknown", String.valueOf(windows.build()));
        }
    }

    private void withProduct(WindowsSoftware windows, WindowsProduct product, Draft draft) {
        int servicePack = Math.max(windows.servicePack(), product.release().servicePackOfBuild());
        Machine machine = Machine.of(windows, product, Indexer.line(index, product));
        draft.facts(ShippedFactRule.judge(windows, machine, product.key(), servicePack, product.server()));
        ProductIndex system = index.products().get(product.key());
        if (system == null) {
            draft.unknown("no-advisories", product.name());
            return;
        }
        if (servicePack < product.release().neededServicePack()) {
            noUpdateExists(system, machine, draft.judgements);
        } else {
            judge(system, machine, draft.judgements);
        }
        if (!incomplete.isEmpty()) {
            draft.unknown("catalog-incomplete", String.join(", ", incomplete));
        }
    }

    private void judgePrograms(WindowsSoftware windows, Draft draft) {
        ProgramRules.Judged judged = programs.judge(windows);
        draft.judgements.addAll(judged.judgements());
        if (windows.programs() == null) {
            draft.unknown("products-not-inventoried", "no list of programs");
        } else if (!judged.unmatched().isEmpty()) {
            draft.unknown("products-not-inventoried", String.join(", ", judged.unmatched()));
        }
    }

    /** R9: below the service pack that updates are made for; products inside Windows are not asked. */
    private static void noUpdateExists(ProductIndex system, Machine machine, List<Judgement> judgements) {
        for (RemedyClass remedies : system.classes()) {
            judgements.add(ClassRules.judgement(
                    remedies, machine, Verdict.EXPOSED, "R9", null, "no-update-exists", List.of()));
        }
    }

    private void judge(ProductIndex system, Machine machine, List<Judgement> judgements) {
        Machine later = machine.afterReboot();
        system.classes().forEach(c -> judgements.add(rules.judge(c, system, machine, later)));
        for (ProductIndex inside : index.inside().getOrDefault(system.key(), List.of())) {
            if (InsideProducts.isPresent(inside, machine)) {
                inside.classes().forEach(c -> judgements.add(rules.judge(c, inside, machine, later)));
            }
        }
    }
}
