package io.patchwave.inventory.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.inventory.HostService.Labels;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.problem.Violation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The merge-patch of a host (RFC 7396): what is absent stays, what is null goes back to nothing. */
final class HostPatch {
    private static final Set<String> CRITICALITIES = Set.of("critical", "high", "normal", "low");
    private static final Set<String> MEMBERS = Set.of("tags", "owner", "criticality", "zone", "mlpsLevel");
    private static final int MOST_TAGS = 64;
    private static final int LONGEST = 200;

    private HostPatch() {}

    static Labels apply(@Nullable JsonNode patch, Labels labels) {
        if (patch == null || !patch.isObject()) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        for (Iterator<String> names = patch.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw new ProblemException(
                        PlatformProblem.UNKNOWN_MEMBER,
                        "Unknown member `" + name + "`; known here: "
                                + MEMBERS.stream().sorted().toList(),
                        List.of(new Violation(name, "is not a member of this request")));
            }
        }
        return new Labels(
                patch.has("tags") ? tags(patch.get("tags")) : labels.tags(),
                patch.has("owner") ? text("owner", patch.get("owner")) : labels.owner(),
                patch.has("criticality") ? criticality(patch.get("criticality")) : labels.criticality(),
                patch.has("zone") ? text("zone", patch.get("zone")) : labels.zone(),
                patch.has("mlpsLevel") ? level(patch.get("mlpsLevel")) : labels.mlpsLevel());
    }

    private static List<String> tags(JsonNode node) {
        if (node.isNull()) {
            return List.of();
        }
        if (!node.isArray() || node.size() > MOST_TAGS) {
            throw ProblemException.invalid("tags", "must be a list of at most " + MOST_TAGS + " texts");
        }
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            String tag = text("tags[" + i + "]", node.get(i));
            if (tag == null) {
                throw ProblemException.invalid("tags[" + i + "]", "must not be empty");
            }
            tags.add(tag);
        }
        return tags.stream().distinct().toList();
    }

    private static String criticality(JsonNode node) {
        if (node.isNull()) {
            return "normal";
        }
        if (!node.isTextual() || !CRITICALITIES.contains(node.asText())) {
            throw ProblemException.invalid("criticality", "must be critical, high, normal or low");
        }
        return node.asText();
    }

    private static @Nullable Integer level(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (!node.isInt() || node.intValue() < 1 || node.intValue() > 5) {
            throw ProblemException.invalid("mlpsLevel", "must be a whole number from 1 to 5");
        }
        return node.intValue();
    }

    private static @Nullable String text(String field, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        String text = node.isTextual() ? node.asText().strip() : "";
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(field, "must be 1 to " + LONGEST + " printable characters");
        }
        return text;
    }
}
