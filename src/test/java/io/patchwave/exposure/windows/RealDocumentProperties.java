package io.patchwave.exposure.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What has to hold whatever a machine has, over the real documents: an update of its own line never opens a finding, a revision
 * that goes up never does, the order of import does not matter. WindowsRuleProperties asks the same of documents written by hand.
 */
class RealDocumentProperties {
    private static CatalogSnapshot catalog;
    private static CompiledWindows compiled;
    private static RandomWindows machines;
    private static final Map<String, List<HistoryLine>> HISTORIES = new HashMap<>();

    @BeforeContainer
    static void compile() {
        Corpus.assumeHere();
        catalog = Corpus.windows();
        compiled = (CompiledWindows) new WindowsEvaluator().compile(catalog);
        machines = new RandomWindows(catalog, 0);
        for (HistoryLine row : catalog.history()) {
            String line = ProductTable.historyLine(row.product(), row.line());
            if (row.kb() != null && line != null) {
                HISTORIES.computeIfAbsent(line, unused -> new ArrayList<>()).add(row);
            }
        }
    }

    /** Classes that are open: exposed, and not waiting for a reboot or undecided. */
    private static Set<String> exposed(WindowsSoftware software) {
        Set<String> open = new TreeSet<>();
        compiled.rule(software, (group, grounds) -> {
            if (grounds.verdict() == Verdict.EXPOSED) {
                open.add(compiled.groups().get(group).key());
            }
        });
        return open;
    }

    private static Map<String, Verdict> verdicts(CompiledWindows rules, WindowsSoftware software) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        List<Ruler.GroupName> groups = rules.groups();
        rules.rule(software, (group, grounds) -> verdicts.put(groups.get(group).key(), grounds.verdict()));
        return verdicts;
    }

    private static WindowsSoftware changed(WindowsSoftware software, Integer revision, String... more) {
        TreeSet<String> listed = new TreeSet<>(software.hotfixes());
        listed.addAll(List.of(more));
        return new WindowsSoftware(
                software.caption(),
                software.version(),
                software.build(),
                revision,
                software.displayVersion(),
                software.editionId(),
                software.installationType(),
                software.productType(),
                software.servicePack(),
                software.architecture(),
                software.esu(),
                List.copyOf(listed),
                software.programs(),
                software.components(),
                List.of());
    }

    private static List<HistoryLine> historyOf(WindowsSoftware software) {
        return ProductTable.of(software)
                .map(WindowsProduct::line)
                .map(line -> HISTORIES.getOrDefault(line, List.of()))
                .orElse(List.of());
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void installing_an_update_of_the_machines_own_line_never_opens_a_finding(
            @ForAll long seed, @ForAll @IntRange(max = 100_000) int which) {
        WindowsSoftware before = machines.seeded(seed).next();
        List<HistoryLine> history = historyOf(before);
        if (history.isEmpty()) {
            return;
        }
        HistoryLine update = history.get(which % history.size());
        Integer revision = before.revision();
        Integer running = update.revision() == null || revision == null
                ? revision
                : Integer.valueOf(Math.max(revision, update.revision()));

        assertThat(exposed(changed(before, revision))).containsAll(exposed(changed(before, running, update.kb())));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void a_revision_that_goes_up_to_a_cumulative_update_never_opens_a_finding(
            @ForAll long seed, @ForAll @IntRange(max = 100_000) int which) {
        WindowsSoftware before = machines.seeded(seed).next();
        List<HistoryLine> history = historyOf(before);
        Integer revision = before.revision();
        if (history.isEmpty() || revision == null) {
            return;
        }
        Integer later = history.get(which % history.size()).revision();
        if (later == null || later <= revision) {
            return;
        }

        assertThat(exposed(changed(before, revision))).containsAll(exposed(changed(before, later)));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void listing_one_more_update_never_opens_a_finding_on_6x(
            @ForAll long seed, @ForAll @IntRange(max = 100_000) int which) {
        WindowsSoftware before = machines.seeded(seed).next();
        if (before.build() > 10_000) {
            return;
        }
        List<HistoryLine> history = catalog.history();
        String kb = history.get(which % history.size()).kb();
        if (kb != null) {
            assertThat(exposed(changed(before, null))).containsAll(exposed(changed(before, null, kb)));
        }
    }

    @Example
    void the_order_in_which_documents_are_imported_does_not_matter() {
        for (long seed = 1; seed <= 3; seed++) {
            List<WindowsStatement> shuffled = new ArrayList<>(catalog.statements());
            Collections.shuffle(shuffled, new Random(seed));
            CompiledWindows other = (CompiledWindows) new WindowsEvaluator()
                    .compile(new CatalogSnapshot(
                            2, shuffled, catalog.history(), List.of(), List.of(), List.of(), List.of(), List.of()));
            RandomWindows random = machines.seeded(seed);

            assertThat(other.groups()).isEqualTo(compiled.groups());
            for (int i = 0; i < 100; i++) {
                WindowsSoftware software = random.next();
                assertThat(verdicts(other, software)).isEqualTo(verdicts(compiled, software));
                assertThat(other.evaluate(software)).isEqualTo(compiled.evaluate(software));
            }
        }
    }
}
