package io.patchwave.exposure.windows;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluation.HostUnknown;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A catalog ready to be asked about Windows machines: the one body of rules behind rulings and evaluations. */
final class CompiledWindows implements Evaluator.Compiled {
    private static final int FIRST_IN_CVRF = 6000;
    private static final HostUnknown NO_PROGRAMS = new HostUnknown("products-not-inventoried", "no list of programs");

    /** Verdicts and reasons that leave nothing to install. */
    private static final Set<String> NOTHING_OFFERED = Set.of("needs-esu", "no-update-exists", "no-remedy");

    final WindowsIndex index;
    final ProgramCatalog catalogOfPrograms;
    private final ProgramRules programs;
    private final CatalogSnapshot catalog;
    private final int widest;
    private final @Nullable HostUnknown incomplete;

    CompiledWindows(CatalogSnapshot catalog) {
        this.catalog = catalog;
        index = Indexer.index(catalog);
        widest = index.widest();
        catalogOfPrograms = new ProgramCatalog(index.programs().values());
        programs = new ProgramRules(catalogOfPrograms);
        incomplete = catalog.incomplete().isEmpty()
                ? null
                : new HostUnknown("catalog-incomplete", String.join(", ", catalog.incomplete()));
    }

    /** Whether it is the compilation of such a catalog too. */
    boolean isOf(CatalogSnapshot other) {
        return catalog.incomplete().equals(other.incomplete())
                && catalog.history().equals(other.history())
                && catalog.statements().equals(other.statements());
    }

    boolean isAsCompleteAs(CompiledWindows other) {
        return catalog.incomplete().equals(other.catalog.incomplete());
    }

    @Override
    public List<GroupName> groups() {
        return index.groups();
    }

    @Override
    public Evaluation.Whole rule(Software software, Rulings into) {
        return judge(
                (WindowsSoftware) software, (remedies, grounds, proof, proofs) -> into.add(remedies.number(), grounds));
    }

    @Override
    public Evaluation evaluate(Software software) {
        List<Judgement> judgements = new ArrayList<>();
        Evaluation.Whole whole = judge(
                (WindowsSoftware) software,
                (remedies, grounds, proof, proofs) -> judgements.add(judgement(remedies, grounds, proof, proofs)));
        return new Evaluation(whole.product(), List.copyOf(judgements), whole.hostUnknowns(), whole.probes());
    }

    @Override
    public @Nullable String severityOf(String group, String advisory) {
        return index.severities().of(advisory, group.substring(0, Math.max(0, group.indexOf('|'))));
    }

    @Override
    public @Nullable Difference since(Ruler earlier) {
        return earlier instanceof CompiledWindows before ? WindowsDifference.between(before, this) : null;
    }

    private static Judgement judgement(RemedyClass remedies, Grounds grounds, int proof, Proofs proofs) {
        boolean patched = grounds.verdict() == Verdict.PATCHED;
        String reason = grounds.reason();
        boolean nothing = patched || (reason != null && NOTHING_OFFERED.contains(reason));
        return new Judgement(
                remedies.name().key(),
                remedies.name().advisories(),
                grounds.verdict(),
                grounds.rule(),
                patched ? proofs.of(proof) : null,
                reason,
                grounds.confidence(),
                nothing ? List.of() : remedies.texts());
    }

    private Evaluation.Whole judge(WindowsSoftware software, Decisions into) {
        WindowsProduct product = ProductTable.of(software).orElse(null);
        List<HostUnknown> unknowns = new ArrayList<>(3);
        List<String> probes = product == null
                ? withoutProduct(software, unknowns, into)
                : withProduct(software, product, unknowns, into);
        Set<String> unmatched = programs.judge(software, any -> true, into);
        boolean dotnet = product != null && isDotnetUnknown(software, product);
        if (software.programs() == null) {
            unknowns.add(NO_PROGRAMS);
        } else if (dotnet || !unmatched.isEmpty()) {
            Set<String> names = new TreeSet<>(unmatched);
            if (dotnet) {
                names.add("Microsoft .NET Framework");
            }
            unknowns.add(new HostUnknown(NO_PROGRAMS.reason(), String.join(", ", names)));
        }
        return new Evaluation.Whole(
                product == null ? null : product.name(), List.copyOf(unknowns), List.copyOf(probes));
    }

    /** W6: on 6.x no version of .NET is presumed; where advisories speak of it and the inventory does not, the host says so. */
    private boolean isDotnetUnknown(WindowsSoftware software, WindowsProduct product) {
        if (product.release().isTen() || software.components() != null) {
            return false;
        }
        for (ProductIndex inside : index.inside().getOrDefault(product.key(), List.of())) {
            if (inside.component().is(Component.Kind.DOTNET)) {
                return true;
            }
        }
        return false;
    }

    /** XP and Server 2003, which no document covers, and builds that nobody knows: only the shipped facts apply. */
    private static List<String> withoutProduct(WindowsSoftware software, List<HostUnknown> unknowns, Decisions into) {
        int build = software.build();
        unknowns.add(
                build < FIRST_IN_CVRF
                        ? new HostUnknown("no-advisories", software.caption(), FactEntry.advisories())
                        : new HostUnknown("build-unknown", String.valueOf(build)));
        return ShippedFactRule.judge(
                software,
                null,
                FactEntry.keyOfBuild(build),
                software.servicePack(),
                ProductTable.isServer(software),
                into);
    }

    private List<String> withProduct(
            WindowsSoftware software, WindowsProduct product, List<HostUnknown> unknowns, Decisions into) {
        Machine machine = Machine.of(software, product, index.line(product));
        List<String> probes = ShippedFactRule.judge(
                software, machine, product.key(), product.servicePack(software), product.server(), into);
        ProductIndex system = index.products().get(product.key());
        if (system == null) {
            unknowns.add(new HostUnknown("no-advisories", product.name(), FactEntry.advisories()));
            return probes;
        }
        judge(system, machine, into);
        if (incomplete != null) {
            unknowns.add(incomplete);
        }
        return probes;
    }

    private void judge(ProductIndex system, Machine machine, Decisions into) {
        WindowsProduct product = machine.product;
        if (product.servicePack(machine.software) < product.release().neededServicePack()) {
            noUpdateExists(system, machine, into);
            return;
        }
        ClassRules rules = new ClassRules(machine, widest);
        rules.judge(system, into);
        List<ProductIndex> inside = index.inside().getOrDefault(system.key(), List.of());
        if (!inside.isEmpty()) {
            InsideProducts present = InsideProducts.of(machine);
            for (ProductIndex one : inside) {
                if (present.has(one.component())) {
                    rules.judge(one, into);
                }
            }
        }
    }

    /** R9: below the service pack that updates are made for; products inside Windows are not asked. */
    private static void noUpdateExists(ProductIndex system, Machine machine, Decisions into) {
        for (RemedyClass remedies : system.classes()) {
            into.add(remedies, Said.noUpdateExists(machine.confidence), 0, machine);
        }
    }

    /** Asks again what concerns some products only: the system with what is inside it, and programs. */
    void judge(WindowsSoftware software, Set<String> systems, Predicate<ProductIndex> ofPrograms, Decisions into) {
        WindowsProduct product = ProductTable.of(software).orElse(null);
        if (product != null && systems.contains(product.key())) {
            withProduct(software, product, new ArrayList<>(2), into);
        }
        programs.judge(software, ofPrograms, into);
    }
}
