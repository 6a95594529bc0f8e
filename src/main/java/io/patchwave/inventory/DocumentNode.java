package io.patchwave.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.problem.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a host's document together with its path, so that whatever does not fit is refused by name.
 *
 * @param parent null for the root
 * @param name empty for an element of a list, which has an index instead
 */
record DocumentNode(@Nullable DocumentNode parent, String name, int index, JsonNode node) {
    private static final ObjectReader READER =
            Json.mapper().readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    static final int LONGEST = 4096;

    /** The root of an object that was read already. */
    static DocumentNode of(JsonNode tree) {
        return new DocumentNode(null, "", 0, tree);
    }

    /** The document's root; anything but a JSON object is refused, naming the byte where reading stopped. */
    static DocumentNode parse(byte[] document) {
        JsonNode tree;
        try {
            tree = READER.readValue(document);
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? 0 : Math.max(e.getLocation().getByteOffset(), 0);
            throw new ProblemException(
                    PlatformProblem.UNREADABLE_DOCUMENT,
                    "The document is no JSON: %s (byte %d).".formatted(e.getOriginalMessage(), at));
        } catch (IOException e) {
            throw new ProblemException(PlatformProblem.UNREADABLE_DOCUMENT, "The document is no JSON.");
        }
        DocumentNode root = of(tree == null ? MissingNode.getInstance() : tree);
        if (!root.node.isObject()) {
            throw root.refused("must be a JSON object");
        }
        return root;
    }

    /** A member; absent and null are the same. */
    DocumentNode get(String member) {
        return new DocumentNode(this, member, 0, node.path(member));
    }

    boolean absent() {
        return node.isMissingNode() || node.isNull();
    }

    /** An object, or absent. */
    DocumentNode object() {
        if (!absent() && !node.isObject()) {
            throw refused("must be an object");
        }
        return this;
    }

    /** Text without surrounding space, or null when absent or empty; numbers are taken for their text. */
    @Nullable String text() {
        if (absent()) {
            return null;
        }
        if (!node.isValueNode()) {
            throw refused("must be text");
        }
        String text = node.asText().strip();
        if (text.length() > LONGEST) {
            throw refused("is longer than " + LONGEST + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw refused("holds a NUL character");
        }
        return text.isEmpty() ? null : text;
    }

    String requiredText() {
        String text = text();
        if (text == null) {
            throw refused("is required");
        }
        return text;
    }

    /** A whole number, also when written as text; null when absent. */
    @Nullable Integer integer() {
        if (absent()) {
            return null;
        }
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isTextual() && node.asText().strip().matches("\\d{1,9}")) {
            return Integer.valueOf(node.asText().strip());
        }
        throw refused("must be a whole number");
    }

    @Nullable Long wholeNumber() {
        if (absent()) {
            return null;
        }
        if (!node.canConvertToLong()) {
            throw refused("must be a whole number");
        }
        return node.longValue();
    }

    @Nullable Boolean flag() {
        if (absent()) {
            return null;
        }
        if (!node.isBoolean()) {
            throw refused("must be true or false");
        }
        return node.booleanValue();
    }

    /** The elements of a list; none when absent. */
    List<DocumentNode> elements() {
        if (absent()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw refused("must be a list");
        }
        List<DocumentNode> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new DocumentNode(this, "", i, node.get(i)));
        }
        return elements;
    }

    /** The texts of a list, sorted, without doubles and empty ones. */
    List<String> texts() {
        return elements().stream()
                .map(DocumentNode::text)
                .flatMap(java.util.stream.Stream::ofNullable)
                .distinct()
                .sorted()
                .toList();
    }

    /** As {@link #texts()}, null when absent. */
    @Nullable List<String> textsOrNull() {
        return absent() ? null : texts();
    }

    private String path() {
        if (parent == null) {
            return "";
        }
        String before = parent.path();
        if (name.isEmpty()) {
            return before + "[" + index + "]";
        }
        return before.isEmpty() ? name : before + "." + name;
    }

    /** The refusal of this member, 422. */
    ProblemException refused(String message) {
        String path = path();
        String field = path.isEmpty() ? "document" : path;
        return new ProblemException(
                PlatformProblem.UNREADABLE_DOCUMENT, field + ": " + message, List.of(new Violation(field, message)));
    }
}
