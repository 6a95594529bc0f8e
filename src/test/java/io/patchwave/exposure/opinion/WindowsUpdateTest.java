package io.patchwave.exposure.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.TestRulings;
import io.patchwave.inventory.Facts;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.Software;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Windows Update's own two answers of March 2019, as facts, against a catalog that ends in February 2019. */
class WindowsUpdateTest {
    private static final Path MICROSOFT = Corpus.DATA.resolve("microsoft");
    private static final Instant THEN = Instant.parse("2019-03-01T00:00:00Z");

    private static CatalogSnapshot untilThen() {
        Corpus.assumeHere();
        CatalogSnapshot all = Corpus.windows();
        return new CatalogSnapshot(
                1,
                all.statements().stream()
                        .filter(statement -> statement.initialRelease().isBefore(THEN))
                        .toList(),
                all.history(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static HostComparison.Told compare(String host) throws IOException {
        CatalogSnapshot catalog = untilThen();
        JsonNode listed = Corpus.read(MICROSOFT.resolve("systeminfo/wua-missing.json"), Json.mapper()::readTree)
                .get(host);
        Set<String> kbs = new TreeSet<>();
        listed.forEach(update -> update.get("kbs").forEach(kb -> kbs.add(kb.asText())));
        Facts facts = Facts.parse(Json.write(Map.of("reportedMissing", kbs)).getBytes(StandardCharsets.UTF_8));
        Software machine = InventoryDocument.parse(Files.readAllBytes(MICROSOFT.resolve("hosts/" + host + ".json")))
                .software();
        CatalogRulings rulings = TestRulings.of(catalog);
        return HostComparison.of(
                rulings,
                new Comparison(rulings, new Named(catalog)),
                machine,
                Objects.requireNonNull(Opinion.of(facts)),
                kb -> releasedAt(kb).isAfter(THEN));
    }

    /** When most of what an update is for was published (exposure rules, W1). */
    private static Instant releasedAt(String kb) {
        Map<Instant, Long> releases = Corpus.windows().statements().stream()
                .filter(statement ->
                        statement.fixes().stream().anyMatch(fix -> fix.kb().equals(kb)))
                .collect(Collectors.groupingBy(WindowsStatement::initialRelease, Collectors.counting()));
        return releases.entrySet().stream()
                .max(Map.Entry.<Instant, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private static Map<String, List<String>> items(HostComparison.Told told) {
        return told.items().stream()
                .collect(Collectors.groupingBy(
                        Disagreement::explanation,
                        TreeMap::new,
                        Collectors.flatMapping(item -> item.advisories().stream(), Collectors.toList())));
    }

    private static Map<String, Long> notCompared(HostComparison.Told told) {
        return told.notCompared().stream()
                .collect(Collectors.groupingBy(Disagreement.NotCompared::reason, Collectors.counting()));
    }

    /** Fixes of the four CVEs came in March and April though their month's document names them. */
    @Test
    void windows_update_and_we_agree_on_windows_10_1803_but_for_an_optional_preview() throws IOException {
        HostComparison.Told told = compare("10_1803_x64_proforworkstations_en-us_b_20190306");
        assertThat(items(told))
                .isEqualTo(Map.of(
                        "newer-than-their-answer",
                        List.of("CVE-2019-0601", "CVE-2019-0671", "CVE-2019-0673", "CVE-2019-0674"),
                        "revision-presumed",
                        List.of("ADV190005")));
        assertThat(told.items()).allSatisfy(item -> assertThat(item.theirs()).isEqualTo("not-missing"));
        assertThat(notCompared(told)).isEqualTo(Map.of("unknown-to-catalog", 3L));
    }

    @Test
    void windows_update_and_we_agree_on_windows_7() throws IOException {
        HostComparison.Told told = compare("7_sp1_x64_enterprise_en-us_20190305");
        assertThat(items(told)).containsOnlyKeys("newer-than-their-answer");
        assertThat(told.items()).allSatisfy(item -> assertThat(item.theirs()).isEqualTo("not-missing"));
        assertThat(notCompared(told)).isEqualTo(Map.of("unknown-to-catalog", 26L, "products-not-inventoried", 8L));
    }
}
