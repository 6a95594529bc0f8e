package io.patchwave.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How two lists of items differ, by each item's own key: a CVE, or a package's name, version and architecture. */
record ItemCounts(long created, long updated, long unchanged) {
    private static final List<String> KEY =
            List.of("cve", "name", "version", "arch", "product", "line", "kind", "revision", "kb");

    static ItemCounts between(byte @Nullable [] before, StagedDocument after) {
        Map<String, JsonNode> old = before == null ? Map.of() : items(before);
        long created = 0;
        long updated = 0;
        Map<String, JsonNode> fresh = items(after.body().packed());
        for (Map.Entry<String, JsonNode> item : fresh.entrySet()) {
            JsonNode known = old.get(item.getKey());
            if (known == null) {
                created++;
            } else if (!known.equals(item.getValue())) {
                updated++;
            }
        }
        return new ItemCounts(created, updated, fresh.size() - created - updated);
    }

    private static Map<String, JsonNode> items(byte[] packed) {
        Map<String, JsonNode> items = new HashMap<>();
        for (JsonNode item : DocumentBody.read(packed, new TypeReference<List<JsonNode>>() {})) {
            StringBuilder key = new StringBuilder();
            KEY.forEach(member -> key.append(item.path(member).asText("")).append('\t'));
            items.put(key.toString(), item);
        }
        return items;
    }
}
