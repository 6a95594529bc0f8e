package io.patchwave.exposure.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.ShippedFacts;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.platform.json.Json;
import io.patchwave.version.KbNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The 42 real machines of {@code ../shared/data} against the answers that lie there. The expected files were computed from the
 * documents alone: they leave out CVEs without any KB and the shipped fact, so both are set aside here and asked apart.
 */
class RealHostsTest {
    private static final Path MICROSOFT = Corpus.DATA.resolve("microsoft");
    private static Evaluator.Compiled compiled;

    @BeforeAll
    static void compile() {
        Corpus.assumeHere();
        compiled = new WindowsEvaluator().compile(Corpus.windows());
    }

    static Stream<String> hosts() throws IOException {
        if (!Files.isDirectory(MICROSOFT)) {
            return Stream.of("absent");
        }
        try (Stream<Path> files = Files.list(MICROSOFT.resolve("expected"))) {
            return files.map(file -> file.getFileName().toString().replace(".json.gz", "")).sorted().toList().stream();
        }
    }

    static Stream<String> machinesSeenTwice() throws IOException {
        return hosts().filter(host -> Files.exists(MICROSOFT.resolve("vuls-hosts/" + host + ".all-applied.json")));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void a_real_machine_gets_the_expected_answers_remedies_and_closing_rules(String host) {
        assertThat(differences(expected(host), answers(evaluate(host), true))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void ms17_010_is_answered_as_the_facts_say(String host) {
        JsonNode accepted = Corpus.read(MICROSOFT.resolve("ms17-010-verdicts.json"), Json.mapper()::readTree)
                .get(host)
                .get("accept");
        Set<String> words = new TreeSet<>();
        accepted.forEach(word -> words.add(word.asText().equals("fixed") ? "patched" : word.asText()));

        assertThat(words).contains(verdict(evaluate(host), "MS17-010").word());
        assertThat(ShippedFacts.all().get(0).cves())
                .allSatisfy(cve ->
                        assertThat(words).contains(verdict(evaluate(host), cve).word()));
    }

    @ParameterizedTest
    @MethodSource("machinesSeenTwice")
    void listing_replaced_updates_too_changes_no_open_and_no_undecided_finding(String host) {
        assertThat(differences(stillOpen(evaluate(host)), stillOpen(evaluate(host + ".all-applied"))))
                .isEmpty();
    }

    @Test
    void both_the_six_cves_and_the_bulletin_are_patched_by_a_file_version_alone() {
        Evaluation evaluation =
                compiled.evaluate(Windows.server2012R2().srv("6.3.9600.18604").software());

        assertThat(verdict(evaluation, "MS17-010")).isEqualTo(Verdict.PATCHED);
        assertThat(verdict(evaluation, "CVE-2017-0144")).isEqualTo(Verdict.PATCHED);
    }

    private static Evaluation evaluate(String host) {
        Path file = Stream.of("hosts", "vuls-hosts")
                .map(folder -> MICROSOFT.resolve(folder).resolve(host + ".json"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try {
            return compiled.evaluate(
                    InventoryDocument.parse(Files.readAllBytes(file)).software());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verdict verdict(Evaluation evaluation, String advisory) {
        return evaluation.judgements().stream()
                .filter(j -> j.advisories().contains(advisory))
                .map(Judgement::verdict)
                .min(Verdict::compareTo)
                .orElse(Verdict.UNAFFECTED);
    }

    private static Map<String, String> differences(Map<String, String> expected, Map<String, String> given) {
        Map<String, String> differences = new TreeMap<>();
        Set<String> all = new TreeSet<>(expected.keySet());
        all.addAll(given.keySet());
        for (String cve : all) {
            if (!Objects.equals(expected.get(cve), given.get(cve))) {
                differences.put(cve, "expected " + expected.get(cve) + ", was " + given.get(cve));
            }
        }
        return differences;
    }

    private static Map<String, String> stillOpen(Evaluation evaluation) {
        Map<String, String> open = new TreeMap<>(answers(evaluation, false));
        open.values().removeIf(text -> text.startsWith("patched"));
        return open;
    }

    /** CVE → verdict, with the remedies of what is open and the smallest rule of what is closed. */
    private static Map<String, String> answers(Evaluation evaluation, boolean details) {
        Map<String, List<Judgement>> byCve = new TreeMap<>();
        evaluation.judgements().stream()
                .filter(j -> !j.group().endsWith("|") && !j.group().endsWith("|MS17-010"))
                .forEach(j -> j.advisories()
                        .forEach(cve -> byCve.computeIfAbsent(cve, unused -> new ArrayList<>())
                                .add(j)));
        Map<String, String> answers = new TreeMap<>();
        byCve.forEach((cve, judgements) -> {
            Verdict verdict = judgements.stream()
                    .map(Judgement::verdict)
                    .min(Verdict::compareTo)
                    .orElseThrow();
            String shown = judgements.stream()
                    .filter(j -> j.verdict() == verdict)
                    .map(j -> verdict == Verdict.PATCHED ? j.rule() : inside(j) + remedies(j))
                    .min(String::compareTo)
                    .orElseThrow()
                    .strip();
            answers.put(cve, details ? (verdict.word() + " " + shown).strip() : verdict.word());
        });
        return answers;
    }

    /** The expected files name a CVE once: the system's own remedies come before those of products inside it. */
    private static String inside(Judgement judgement) {
        return judgement.group().contains(" on windows ") ? "" : " ";
    }

    /** All alternatives of the class, also where a missing licence takes them off the offer. */
    private static String remedies(Judgement judgement) {
        return judgement.rule().equals("R9")
                ? ""
                : judgement.group().substring(judgement.group().indexOf('|') + 1);
    }

    private static Map<String, String> expected(String host) {
        JsonNode document = Corpus.read(MICROSOFT.resolve("expected/" + host + ".json.gz"), Json.mapper()::readTree);
        Map<String, String> answers = new TreeMap<>();
        for (String key : List.of("open", "unknown")) {
            for (JsonNode group : document.get(key)) {
                boolean pending = group.path("pendingReboot").asBoolean();
                String word = key.equals("unknown") ? "unknown" : pending ? "pending-reboot" : "exposed";
                String kbs = StreamSupport.stream(group.get("remedies").spliterator(), false)
                        .map(JsonNode::asText)
                        .sorted(Comparator.comparingInt(KbNumber::of))
                        .collect(Collectors.joining(","));
                group.get("cves").forEach(cve -> answers.put(cve.asText(), (word + " " + kbs).strip()));
            }
        }
        document.get("fixed")
                .fields()
                .forEachRemaining(rule ->
                        rule.getValue().forEach(cve -> answers.put(cve.asText(), "patched " + rule.getKey())));
        ShippedFacts.all().get(0).cves().forEach(answers::remove);
        return answers;
    }
}
