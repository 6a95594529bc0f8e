package io.patchwave.catalog.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.OsvAdvisory.Affected;
import io.patchwave.catalog.OsvAdvisory.Event;
import io.patchwave.catalog.OsvAdvisory.Range;
import io.patchwave.platform.json.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads records of the Open Source Vulnerability format: one object, or a list of them. */
public final class OsvReader {
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");

    private OsvReader() {}

    /** The records of the file; anything without {@code id} and {@code modified} refuses it. */
    public static List<OsvAdvisory> read(InputStream content, String file) throws IOException {
        JsonNode root = tree(content, file);
        List<OsvAdvisory> records = new ArrayList<>();
        if (root instanceof ArrayNode list) {
            for (JsonNode one : list) {
                records.add(record(one, file));
            }
        } else {
            records.add(record(root, file));
        }
        return records;
    }

    /** The tree of a JSON file; a fault says line and column. */
    static JsonNode tree(InputStream content, String file) throws IOException {
        try {
            JsonNode root = Json.mapper().readTree(new Uncloseable(content));
            if (root == null || root.isMissingNode()) {
                throw new DocumentRefused(file, "it is empty.");
            }
            return root;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new DocumentRefused(file, place + "not well-formed JSON: " + e.getOriginalMessage() + ".");
        }
    }

    /** One record of a tree. */
    static OsvAdvisory record(JsonNode node, String file) throws DocumentRefused {
        String id = node.path("id").asText("");
        Instant modified = Dates.instant(node.path("modified").asText(""));
        if (id.isEmpty() || modified == null) {
            throw new DocumentRefused(file, "an OSV record needs id and modified.");
        }
        String summary = node.path("summary").asText("");
        return new OsvAdvisory(
                id,
                modified,
                Dates.instant(node.path("published").asText("")),
                Dates.instant(node.path("withdrawn").asText("")),
                summary.isEmpty()
                        ? node.path("details").asText("").lines().findFirst().orElse("")
                        : summary,
                cves(node, id),
                severity(node),
                affected(node.path("affected")));
    }

    private static List<String> cves(JsonNode node, String id) {
        Set<String> cves = new LinkedHashSet<>();
        for (String member : List.of("aliases", "upstream", "related")) {
            for (JsonNode other : node.path(member)) {
                var cve = CVE.matcher(other.asText(""));
                if (cve.matches()) {
                    cves.add(cve.group());
                }
            }
        }
        if (cves.isEmpty()) {
            CVE.matcher(id).results().forEach(cve -> cves.add(cve.group()));
        }
        return List.copyOf(cves);
    }

    /** The publisher's word where there is one, else a CVSS vector, else null (exposure rules, S). */
    private static @Nullable String severity(JsonNode node) {
        String vector = null;
        for (JsonNode severity : node.path("severity")) {
            String score = severity.path("score").asText("");
            if (!severity.path("type").asText("").startsWith("CVSS")) {
                return score;
            }
            vector = score.isEmpty() ? vector : score;
        }
        String word = node.path("database_specific").path("severity").asText("");
        if (!word.isEmpty()) {
            return word;
        }
        for (JsonNode affected : node.path("affected")) {
            String priority =
                    affected.path("ecosystem_specific").path("ubuntu_priority").asText("");
            if (!priority.isEmpty()) {
                return priority;
            }
        }
        return vector;
    }

    private static List<Affected> affected(JsonNode list) {
        List<Affected> affected = new ArrayList<>();
        for (JsonNode one : list) {
            List<String> versions = new ArrayList<>();
            one.path("versions").forEach(version -> versions.add(version.asText()));
            JsonNode specific = one.path("ecosystem_specific");
            affected.add(new Affected(
                    one.path("package").path("ecosystem").asText(""),
                    one.path("package").path("name").asText(""),
                    ranges(one.path("ranges")),
                    List.copyOf(versions),
                    specific.isMissingNode() || specific.isNull() ? null : specific));
        }
        return affected;
    }

    private static List<Range> ranges(JsonNode list) {
        List<Range> ranges = new ArrayList<>();
        for (JsonNode range : list) {
            List<Event> events = new ArrayList<>();
            for (JsonNode event : range.path("events")) {
                events.add(new Event(
                        event.path("introduced").asText(null),
                        event.path("fixed").asText(null),
                        event.path("last_affected").asText(null)));
            }
            ranges.add(new Range(range.path("type").asText(""), events));
        }
        return ranges;
    }

    /** Jackson closes what it reads; an archive goes on after this entry. */
    private static final class Uncloseable extends FilterInputStream {
        Uncloseable(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The caller owns the stream.
        }
    }
}
