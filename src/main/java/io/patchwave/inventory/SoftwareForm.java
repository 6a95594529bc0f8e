package io.patchwave.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The canonical bytes of software sets (and facts): JSON with members in the records' order, absent ones left out, lists
 * sorted by their readers. Equal content gives equal bytes, so the bytes' SHA-256 addresses the set (docs/adr/0002).
 */
final class SoftwareForm {
    private static final String KIND = "kind";

    private SoftwareForm() {}

    static byte[] canonical(Software software) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put(KIND, software instanceof WindowsSoftware ? "windows" : "linux");
        ObjectNode members = Json.mapper().valueToTree(software);
        tree.setAll(members);
        return bytes(tree);
    }

    static byte[] bytes(Object content) {
        try {
            return Json.mapper().writeValueAsBytes(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lower-case hexadecimal. */
    static String digest(byte[] canonical) {
        return Secrets.sha256(canonical);
    }

    static Software read(byte[] canonical) {
        try {
            JsonNode tree = Json.mapper().readTree(canonical);
            Class<? extends Software> type =
                    "windows".equals(tree.path(KIND).asText()) ? WindowsSoftware.class : LinuxSoftware.class;
            return Json.mapper().treeToValue(tree, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 4 + 64);
        try (GZIPOutputStream out = new Fast(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] gunzip(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Level 1: a third of the time for a tenth more bytes. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
