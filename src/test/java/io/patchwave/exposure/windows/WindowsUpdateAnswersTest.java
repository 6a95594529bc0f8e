package io.patchwave.exposure.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What Windows Update itself called missing on two machines in March 2019, against what we say of them with the documents of
 * then: each KB that only one of the two names is explained, by a reason that is checked, not only written down. The table is in
 * docs/exposure.md.
 */
class WindowsUpdateAnswersTest {
    private static final Path MICROSOFT = Corpus.DATA.resolve("microsoft");
    private static final String WINDOWS_7 = "7_sp1_x64_enterprise_en-us_20190305";
    private static final String WINDOWS_10 = "10_1803_x64_proforworkstations_en-us_b_20190306";
    private static final int LAST = Months.of(YearMonth.of(2019, 2));

    private static final String BOTH = "both";
    private static final String LANGUAGE = "language pack: closes nothing";
    private static final String DEFINITIONS = "definitions and removal tool: no fix of a hole";
    private static final String OTHER_PRODUCT_SECURITY =
            "security update of another product: one unknown per host, products-not-inventoried";
    private static final String OTHER_PRODUCT = "other product, and no security update";
    private static final String PREVIEW = "preview: its fixes come with next month's rollup";
    private static final String LISTED = "the machine itself lists it: offered again";
    private static final String DOTNET = ".NET on 6.x, whose version is not inventoried: one unknown per host (W6)";
    private static final String NO_SECURITY = "no document calls it the remedy of a CVE";
    private static final String LATER = "released after their answer; documents of before name it since";
    private static final String STACK = "servicing stack: no list shows it (R7), unknown";
    private static final String SINGLE = "single update under a rollup: unknown until a file is read (R8)";
    private static final String SUPERSEDED = "superseded: what they offer closes all that it would";
    private static final String OPTIONAL =
            "optional preview that a document names as the only remedy of its month (ADV190005)";
    private static final String UNEXPLAINED = "unexplained";

    private static CompiledWindows then;
    private static CompiledWindows now;
    private static final Set<String> STATED = new HashSet<>();
    private static final Map<String, Map<Integer, Integer>> MONTHS = new HashMap<>();

    @BeforeAll
    static void compile() {
        Corpus.assumeHere();
        CatalogSnapshot all = Corpus.windows();
        Months months = new Months();
        List<WindowsStatement> published =
                all.statements().stream().filter(one -> months.of(one) <= LAST).toList();
        then = (CompiledWindows) new WindowsEvaluator()
                .compile(new CatalogSnapshot(
                        1, published, all.history(), List.of(), List.of(), List.of(), List.of(), List.of()));
        now = (CompiledWindows) new WindowsEvaluator().compile(all);
        all.statements()
                .forEach(one -> one.fixes().forEach(fix -> {
                    STATED.add(fix.kb());
                    MONTHS.computeIfAbsent(fix.kb(), unused -> new HashMap<>()).merge(months.of(one), 1, Integer::sum);
                }));
    }

    /** An update that Windows Update offers. */
    private record Offer(String kb, String title) {
        boolean says(String... words) {
            for (String word : words) {
                if (title.contains(word)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static List<Offer> offers(String machine) throws IOException {
        JsonNode all = Json.mapper().readTree(Files.readAllBytes(MICROSOFT.resolve("systeminfo/wua-missing.json")));
        List<Offer> offers = new ArrayList<>();
        all.get(machine)
                .forEach(update -> update.get("kbs")
                        .forEach(kb -> offers.add(
                                new Offer(kb.asText(), update.get("title").asText()))));
        return offers;
    }

    private static WindowsSoftware machine(String name, List<String> alsoListed, List<WindowsSoftware.Program> programs)
            throws IOException {
        WindowsSoftware known = (WindowsSoftware)
                InventoryDocument.parse(Files.readAllBytes(MICROSOFT.resolve("hosts/" + name + ".json")))
                        .software();
        TreeSet<String> listed = new TreeSet<>(known.hotfixes());
        listed.addAll(alsoListed);
        return new WindowsSoftware(
                known.caption(),
                known.version(),
                known.build(),
                known.revision(),
                known.displayVersion(),
                known.editionId(),
                known.installationType(),
                known.productType(),
                known.servicePack(),
                known.architecture(),
                known.esu(),
                List.copyOf(listed),
                programs,
                known.components(),
                known.files());
    }

    private static WindowsSoftware machine(String name) throws IOException {
        return machine(name, List.of(), null);
    }

    private static Set<String> open(Evaluation evaluation) {
        Set<String> kbs = new TreeSet<>();
        evaluation.judgements().stream()
                .filter(one -> one.verdict() != Verdict.PATCHED)
                .forEach(one -> kbs.addAll(one.remedies()));
        return kbs;
    }

    /** Why Windows Update offers what we do not ask for. */
    private static String whyNotOurs(Offer offer, WindowsSoftware machine) {
        if (offer.says("Language Pack")) {
            return LANGUAGE;
        }
        if (offer.says("Definition Update", "Malicious Software Removal")) {
            return DEFINITIONS;
        }
        if (offer.says("Silverlight", "Office", "Access", "Excel", "Outlook", "PowerPoint", "Project", "Skype")
                || offer.says("Visio 2016", "Word 2016")) {
            return STATED.contains(offer.kb()) ? OTHER_PRODUCT_SECURITY : OTHER_PRODUCT;
        }
        if (offer.says("Preview of")) {
            return PREVIEW;
        }
        if (machine.hotfixes().contains(offer.kb())) {
            return LISTED;
        }
        if (offer.says(".NET Framework") && STATED.contains(offer.kb())) {
            return DOTNET;
        }
        return STATED.contains(offer.kb()) ? UNEXPLAINED : NO_SECURITY;
    }

    /** Why we ask for what Windows Update does not offer. */
    private static String whyNotTheirs(String kb, Evaluation ours, Evaluation afterTheirs) {
        int month = monthOf(kb);
        if (month > LAST) {
            return LATER;
        }
        boolean undecided = ours.judgements().stream()
                .filter(one -> one.remedies().contains(kb))
                .allMatch(one -> one.verdict() == Verdict.UNKNOWN);
        if (undecided) {
            return kb.equals("KB4465663") ? STACK : SINGLE;
        }
        if (!open(afterTheirs).contains(kb)) {
            return SUPERSEDED;
        }
        return kb.equals("KB4487029") ? OPTIONAL : UNEXPLAINED;
    }

    /** The month of the document that names a KB most often, the later one on a tie. */
    private static int monthOf(String kb) {
        return MONTHS.getOrDefault(kb, Map.of()).entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(Months.NEVER);
    }

    private static Map<String, Integer> explained(String name) throws IOException {
        WindowsSoftware machine = machine(name);
        List<Offer> offers = offers(name);
        List<String> theirs = offers.stream().map(Offer::kb).toList();
        Evaluation ours = then.evaluate(machine);
        Evaluation afterTheirs = then.evaluate(machine(name, theirs, null));
        Map<String, Integer> reasons = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        Set<String> asked = open(ours);
        for (Offer offer : offers) {
            if (seen.add(offer.kb())) {
                String why = asked.contains(offer.kb()) ? BOTH : whyNotOurs(offer, machine);
                assertThat(why).as(offer.toString()).isNotEqualTo(UNEXPLAINED);
                reasons.merge(why, 1, Integer::sum);
            }
        }
        for (String kb : asked) {
            if (!seen.contains(kb)) {
                String why = whyNotTheirs(kb, ours, afterTheirs);
                assertThat(why).as(kb).isNotEqualTo(UNEXPLAINED);
                reasons.merge(why, 1, Integer::sum);
            }
        }
        return reasons;
    }

    @Test
    void every_kb_that_only_one_side_names_on_windows_7_is_explained() throws IOException {
        assertThat(explained(WINDOWS_7))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry(BOTH, 2),
                        Map.entry(DEFINITIONS, 2),
                        Map.entry(LANGUAGE, 1),
                        Map.entry(OTHER_PRODUCT, 17),
                        Map.entry(OTHER_PRODUCT_SECURITY, 7),
                        Map.entry(PREVIEW, 2),
                        Map.entry(LISTED, 3),
                        Map.entry(DOTNET, 1),
                        Map.entry(NO_SECURITY, 2),
                        Map.entry(LATER, 4),
                        Map.entry(SINGLE, 20),
                        Map.entry(SUPERSEDED, 8))));
    }

    @Test
    void every_kb_that_only_one_side_names_on_windows_10_is_explained() throws IOException {
        assertThat(explained(WINDOWS_10))
                .isEqualTo(new TreeMap<>(Map.of(
                        BOTH, 2, DEFINITIONS, 1, NO_SECURITY, 2, LATER, 2, STACK, 1, OPTIONAL, 1, SUPERSEDED, 20)));
    }

    @Test
    void what_windows_update_offers_closes_whatever_was_open_but_for_what_came_later() throws IOException {
        for (String name : List.of(WINDOWS_7, WINDOWS_10)) {
            List<String> theirs = offers(name).stream().map(Offer::kb).toList();
            Evaluation after = then.evaluate(machine(name, theirs, null));

            assertThat(after.judgements())
                    .filteredOn(one ->
                            one.verdict() == Verdict.EXPOSED && !one.remedies().isEmpty())
                    .allSatisfy(one ->
                            assertThat(one.remedies()).allMatch(kb -> monthOf(kb) > LAST || kb.equals("KB4487029")));
        }
    }

    @Test
    void office_that_windows_update_names_is_one_unknown_without_programs_and_exposed_with_them() throws IOException {
        assertThat(then.evaluate(machine(WINDOWS_7)).hostUnknowns())
                .extracting(Evaluation.HostUnknown::reason)
                .contains("products-not-inventoried");

        List<WindowsSoftware.Program> programs = List.of(new WindowsSoftware.Program(
                "Microsoft Office Professional Plus 2016", "16.0.4266.1001", "Microsoft Corporation", "x64"));
        Set<String> asked = open(then.evaluate(machine(WINDOWS_7, List.of(), programs)));
        Set<String> offeredForOffice = new TreeSet<>();
        for (Offer offer : offers(WINDOWS_7)) {
            if (offer.says("2016 (KB") && STATED.contains(offer.kb())) {
                offeredForOffice.add(offer.kb());
            }
        }

        assertThat(offeredForOffice)
                .as("three of the suite's own, and Word's, Excel's, Outlook's and PowerPoint's")
                .hasSize(7);
        assertThat(asked).containsAll(offeredForOffice);
    }

    @Test
    void a_later_document_does_not_reopen_what_windows_update_calls_installed() throws IOException {
        Evaluation before = then.evaluate(machine(WINDOWS_7));
        Evaluation after = now.evaluate(machine(WINDOWS_7));
        Set<String> closedThen = new TreeSet<>();
        before.judgements().stream()
                .filter(one -> one.verdict() == Verdict.PATCHED)
                .map(Judgement::group)
                .forEach(closedThen::add);

        assertThat(after.judgements())
                .filteredOn(one -> closedThen.contains(one.group()))
                .allMatch(one -> one.verdict() == Verdict.PATCHED);
    }
}
