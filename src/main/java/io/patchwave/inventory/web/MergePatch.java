package io.patchwave.inventory.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;

/** RFC 7396: null removes, objects merge, everything else replaces. */
final class MergePatch {
    private MergePatch() {}

    static void into(ObjectNode target, ObjectNode patch) {
        for (Iterator<Map.Entry<String, JsonNode>> members = patch.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            JsonNode present = target.get(member.getKey());
            if (member.getValue().isNull()) {
                target.remove(member.getKey());
            } else if (member.getValue() instanceof ObjectNode change && present instanceof ObjectNode object) {
                into(object, change);
            } else {
                target.set(member.getKey(), member.getValue());
            }
        }
    }
}
