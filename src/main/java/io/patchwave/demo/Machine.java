package io.patchwave.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The software of a simulated machine: an inventory document that installing changes. */
final class Machine {
    /** Revisions that cumulative updates of the story bring a Windows 10.0 build to (shared facts of MS17-010). */
    private static final Map<String, Integer> REVISIONS =
            Map.of("KB4012606", 17319, "KB4013198", 839, "KB4013429", 953);

    private final ObjectNode document;
    private int nextRevision;
    private boolean rebootPending;

    Machine(ObjectNode document) {
        this.document = document;
    }

    ObjectNode document() {
        return document;
    }

    byte[] bytes() {
        return Json.write(document).getBytes(StandardCharsets.UTF_8);
    }

    boolean rebootPending() {
        return rebootPending;
    }

    /** Installs what an item names: KBs into the hotfix list, NEVRAs in place of the same name and architecture. */
    void install(JsonNode item) {
        for (JsonNode kb : item.path("kbs")) {
            addHotfix(kb.asText());
        }
        for (JsonNode nevra : item.path("packages")) {
            replacePackage(nevra.asText());
        }
    }

    /** Starts anew: what waited for it is in force. */
    void reboot() {
        rebootPending = false;
        if (nextRevision > 0) {
            ((ObjectNode) document.get("os")).put("revision", nextRevision);
        }
    }

    private void addHotfix(String kb) {
        ArrayNode hotfixes = document.withArray("hotfixes");
        for (JsonNode known : hotfixes) {
            if (known.asText().equals(kb)) {
                return;
            }
        }
        hotfixes.add(kb);
        nextRevision = Math.max(nextRevision, REVISIONS.getOrDefault(kb, 0));
        rebootPending = true;
    }

    private void replacePackage(String nevra) {
        ArrayNode packages = document.withArray("packages");
        for (int i = 0; i < packages.size(); i++) {
            JsonNode known = packages.get(i);
            String text =
                    known.isTextual() ? known.asText() : known.path("nevra").asText();
            if (nameAndArch(text).equals(nameAndArch(nevra))) {
                packages.set(i, nevra);
                return;
            }
        }
        packages.add(nevra);
    }

    /** {@code openssl-libs-1:1.1.1k-12.el8.x86_64} → {@code openssl-libs.x86_64}. */
    static String nameAndArch(String nevra) {
        int release = nevra.lastIndexOf('-');
        int version = nevra.lastIndexOf('-', release - 1);
        return nevra.substring(0, version) + nevra.substring(nevra.lastIndexOf('.'));
    }
}
