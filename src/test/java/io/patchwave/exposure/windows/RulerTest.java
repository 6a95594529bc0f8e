package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_10_21H2;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.WindowsSoftware;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rulings say what evaluations say, of the same classes; and what changed is found by product. */
class RulerTest {
    private static final SmallCatalog SMALL = new SmallCatalog()
            .cumulative("Windows 10", "19044", 1645, "KB5012599")
            .cumulative("Windows 10", "19044", 2364, "KB5020953")
            .rollups("Windows Server 2012 R2", "KB5003671", "KB5004954", "KB5004298")
            .securityOnly("Windows Server 2012 R2", "KB5004285")
            .cve("2022-Apr", "CVE-2022-24474", fix("KB5012599", "Security Update", WINDOWS_10_21H2))
            .cve("2022-Dec", "CVE-2022-44666", fix("KB5020953", "Security Update", WINDOWS_10_21H2))
            .cve("2021-Jul", "CVE-2021-0001", fix("KB5004285", "Security Only", SmallCatalog.SERVER_2012_R2))
            .cve("2021-Jul", "CVE-2021-0002", fix("KB3135456", "", SmallCatalog.SERVER_2012_R2))
            .cve("2023-Feb", "CVE-2023-0001", fix("KB5002323", "", "Microsoft Office 2016"));

    private static void assertRulesAsItEvaluates(CompiledWindows compiled, WindowsSoftware software) {
        Map<String, String> ruled = new TreeMap<>();
        List<Ruler.GroupName> groups = compiled.groups();
        Evaluation.Whole whole = compiled.rule(software, (group, grounds) -> {
            Ruler.GroupName name = groups.get(group);
            assertThat(ruled.put(name.key(), name.advisories() + " " + grounds)).isNull();
        });
        Evaluation evaluation = compiled.evaluate(software);
        Map<String, String> evaluated = new TreeMap<>();
        evaluation
                .judgements()
                .forEach(j -> evaluated.put(
                        j.group(),
                        j.advisories() + " " + Grounds.of(j.verdict(), j.rule(), j.reason(), j.confidence())));

        assertThat(ruled).isEqualTo(evaluated);
        assertThat(whole)
                .isEqualTo(new Evaluation.Whole(evaluation.product(), evaluation.hostUnknowns(), evaluation.probes()));
    }

    private static CompiledWindows compiled(CatalogSnapshot catalog) {
        return (CompiledWindows) new WindowsEvaluator().compile(catalog);
    }

    @Test
    void a_ruling_says_what_the_evaluation_says_on_every_real_machine() throws IOException {
        Corpus.assumeHere();
        CompiledWindows compiled = compiled(Corpus.windows());
        List<Path> documents = new ArrayList<>();
        for (String folder : List.of("hosts", "vuls-hosts")) {
            try (Stream<Path> files =
                    Files.list(Corpus.DATA.resolve("microsoft").resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".json")
                                && !file.toString().endsWith(".missing.json"))
                        .forEach(documents::add);
            }
        }

        assertThat(documents).hasSizeGreaterThan(42);
        for (Path document : documents) {
            assertRulesAsItEvaluates(compiled, (WindowsSoftware)
                    InventoryDocument.parse(Files.readAllBytes(document)).software());
        }
    }

    @Test
    void a_ruling_says_what_the_evaluation_says_on_random_machines() {
        Corpus.assumeHere();
        CompiledWindows compiled = compiled(Corpus.windows());
        RandomWindows random = new RandomWindows(Corpus.windows(), 20261124);

        for (int i = 0; i < 400; i++) {
            assertRulesAsItEvaluates(compiled, random.next());
        }
    }

    @Test
    void a_ruling_says_what_the_evaluation_says_on_documents_written_by_hand() {
        CatalogSnapshot catalog = SMALL.snapshot();
        RandomWindows random = new RandomWindows(catalog, 1);

        for (int i = 0; i < 400; i++) {
            assertRulesAsItEvaluates(compiled(catalog), random.next());
        }
        assertRulesAsItEvaluates(
                compiled(catalog),
                Windows.machine("Microsoft Windows XP Professional", 2600).software());
    }

    @Test
    void groups_have_stable_numbers_and_keys_that_occur_once() {
        List<Ruler.GroupName> groups = compiled(SMALL.snapshot()).groups();

        assertThat(groups).extracting(Ruler.GroupName::key).doesNotHaveDuplicates();
        assertThat(groups).isEqualTo(compiled(SMALL.snapshot()).groups());
        assertThat(groups)
                .allSatisfy(group -> assertThat(group.advisories()).isSorted().isNotEmpty());
    }

    @Test
    void an_unchanged_catalog_is_not_compiled_again() {
        CompiledWindows first = compiled(SMALL.snapshot());
        CatalogSnapshot same = new CatalogSnapshot(
                2,
                List.copyOf(SMALL.snapshot().statements()),
                List.copyOf(SMALL.snapshot().history()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(new WindowsEvaluator().compile(same, first)).isSameAs(first);
        assertThat(new WindowsEvaluator().compile(without("CVE-2021-0001"), first))
                .isNotSameAs(first);
    }

    private static CatalogSnapshot without(String cve) {
        CatalogSnapshot all = SMALL.snapshot();
        List<WindowsStatement> fewer =
                all.statements().stream().filter(one -> !one.cve().equals(cve)).toList();
        return new CatalogSnapshot(3, fewer, all.history(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Ruler.Difference difference(CatalogSnapshot before, CatalogSnapshot after) {
        return compiled(after).since(compiled(before));
    }

    @Test
    void a_new_advisory_of_one_product_touches_machines_of_that_product_alone() {
        Ruler.Difference difference = difference(without("CVE-2022-44666"), SMALL.snapshot());

        assertThat(difference.touches(Windows.windows10(19044, 1645).software()))
                .isTrue();
        assertThat(difference.touches(Windows.windows10(19045, 1645).software()))
                .isFalse();
        assertThat(difference.touches(Windows.server2012R2().software())).isFalse();
        assertThat(difference.keys())
                .containsExactly(
                        "windows 10 version 21h2 for x64-based systems|KB5012599",
                        "windows 10 version 21h2 for x64-based systems|KB5020953");
    }

    @Test
    void a_new_advisory_of_a_program_touches_machines_that_have_it() {
        CatalogSnapshot more = SMALL.snapshot();
        List<WindowsStatement> statements = new ArrayList<>(more.statements());
        statements.add(new SmallCatalog()
                .cve("2023-Mar", "CVE-2023-0002", fix("KB5002400", "", "Microsoft Office 2016"))
                .snapshot()
                .statements()
                .get(0));
        CatalogSnapshot newer = new CatalogSnapshot(
                3, statements, more.history(), List.of(), List.of(), List.of(), List.of(), List.of());
        Ruler.Difference difference = difference(SMALL.snapshot(), newer);

        assertThat(difference.touches(Windows.windows7()
                        .program("Microsoft Office Standard 2016", "16.0")
                        .software()))
                .isTrue();
        assertThat(difference.touches(
                        Windows.windows7().program("7-Zip", "23.01").software()))
                .isFalse();
    }

    @Test
    void a_set_that_is_not_touched_has_the_same_rulings_and_one_that_is_gets_those_that_differ() {
        Corpus.assumeHere();
        CatalogSnapshot all = Corpus.windows();
        List<WindowsStatement> fewer = all.statements().stream()
                .filter(one -> !one.document().equals("2021-Jul"))
                .toList();
        CatalogSnapshot older =
                new CatalogSnapshot(0, fewer, all.history(), List.of(), List.of(), List.of(), List.of(), List.of());
        assertDifferenceHolds(compiled(older), compiled(all), new RandomWindows(all, 3));
        List<WindowsStatement> one =
                all.statements().subList(0, all.statements().size() - 1);
        CatalogSnapshot withoutLast =
                new CatalogSnapshot(0, one, all.history(), List.of(), List.of(), List.of(), List.of(), List.of());
        assertDifferenceHolds(compiled(withoutLast), compiled(all), new RandomWindows(all, 4));
    }

    private static void assertDifferenceHolds(CompiledWindows before, CompiledWindows after, RandomWindows random) {
        Ruler.Difference difference = after.since(before);
        if (difference == null) {
            return;
        }
        for (int i = 0; i < 150; i++) {
            WindowsSoftware software = random.next();
            Map<String, Grounds> then = rulings(before, software);
            Map<String, Grounds> now = rulings(after, software);
            then.keySet().removeAll(difference.keys());
            Map<String, Grounds> again = new TreeMap<>(then);
            if (difference.touches(software)) {
                difference.rule(
                        software,
                        (group, grounds) -> again.put(after.groups().get(group).key(), grounds));
            }
            assertThat(again).isEqualTo(now);
        }
    }

    private static Map<String, Grounds> rulings(CompiledWindows compiled, WindowsSoftware software) {
        Map<String, Grounds> rulings = new TreeMap<>();
        compiled.rule(
                software,
                (group, grounds) -> rulings.put(compiled.groups().get(group).key(), grounds));
        return rulings;
    }
}
