package io.patchwave.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How two lists of items differ, by each item's own key: a CVE, or a package's name, version and architecture. */
record ItemCounts(long created, long updated) {
    private static final List<String> KEY =
            List.of("cve", "name", "version", "arch", "product", "line", "kind", "revision", "kb");

    /** Both as packed lists. */
    static ItemCounts between(Collection<byte[]> before, Collection<byte[]> after) {
        Map<String, String> old = new HashMap<>();
        before.forEach(
                packed -> DocumentBody.forEach(packed, JsonNode.class, item -> old.put(key(item), item.toString())));
        Set<String> fresh = new HashSet<>();
        long[] updated = {0};
        after.forEach(packed -> DocumentBody.forEach(packed, JsonNode.class, item -> {
            String key = key(item);
            String known = old.get(key);
            if (known == null) {
                fresh.add(key);
            } else if (!known.equals(item.toString())) {
                updated[0]++;
            }
        }));
        return new ItemCounts(fresh.size(), updated[0]);
    }

    private static String key(JsonNode item) {
        StringBuilder key = new StringBuilder();
        KEY.forEach(member -> key.append(item.path(member).asText("")).append('\t'));
        return key.toString();
    }
}
