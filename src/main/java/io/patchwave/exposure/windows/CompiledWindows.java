package io.patchwave.exposure.windows;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A catalog ready to be asked about Windows machines. */
final class CompiledWindows implements Evaluator.Compiled {
    private final WindowsIndex index;
    private final ClassRules rules;
    private final List<String> incomplete;

    CompiledWindows(WindowsIndex index, List<String> incomplete) {
        this.index = index;
        this.incomplete = incomplete;
        rules = new ClassRules(index);
    }

    @Override
    public Evaluation evaluate(Software software) {
        WindowsSoftware windows = (WindowsSoftware) software;
        List<Judgement> judgements = new ArrayList<>();
        List<Evaluation.HostUnknown> unknowns = new ArrayList<>();
        List<String> probes = new ArrayList<>();
        WindowsProduct product = ProductTable.of(windows).orElse(null);
        ProductIndex system = product == null ? null : index.products().get(product.key());
        if (product == null) {
            boolean older = windows.build() < 6000;
            unknowns.add(
                    older
                            ? new Evaluation.HostUnknown("no-advisories", windows.caption())
                            : new Evaluation.HostUnknown("build-unknown", String.valueOf(windows.build())));
            judgeFacts(windows, null, "build " + windows.build(), windows.servicePack(), judgements, probes);
        } else {
            int servicePack = Math.max(windows.servicePack(), product.release().servicePackOfBuild());
            Machine machine = Machine.of(windows, product, Indexer.line(index, product));
            judgeFacts(windows, machine, product.key(), servicePack, judgements, probes);
            if (system == null) {
                unknowns.add(new Evaluation.HostUnknown("no-advisories", product.name()));
            } else if (servicePack < product.release().neededServicePack()) {
                noUpdateExists(system, machine, judgements);
            } else {
                judge(system, machine, judgements);
            }
        }
        judgements.addAll(ProgramRules.judge(windows, index));
        if (windows.programs() == null) {
            unknowns.add(new Evaluation.HostUnknown("products-not-inventoried", "no list of programs"));
        }
        if (system != null && !incomplete.isEmpty()) {
            unknowns.add(new Evaluation.HostUnknown("catalog-incomplete", String.join(", ", incomplete)));
        }
        String name = product == null ? null : product.name();
        return new Evaluation(name, List.copyOf(judgements), List.copyOf(unknowns), List.copyOf(probes));
    }

    private static void judgeFacts(
            WindowsSoftware windows,
            @Nullable Machine machine,
            String product,
            int servicePack,
            List<Judgement> judgements,
            List<String> probes) {
        boolean server = machine == null ? ProductTable.isServer(windows) : machine.product.server();
        for (ShippedFactRule.Judged fact : ShippedFactRule.judge(windows, machine, product, servicePack, server)) {
            judgements.add(fact.judgement());
            fact.probes().stream().filter(probe -> !probes.contains(probe)).forEach(probes::add);
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
