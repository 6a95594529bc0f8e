package io.patchwave.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A host's inventory as read (design, 3.1): its software in canonical form, and what it says of the host itself. Members it
 * does not know are ignored here; the document as received keeps them.
 *
 * @param hostname the document's own word; null where the one of the enrolment stands
 * @param ip null where the document does not tell
 * @param machineId only in documents that are imported
 */
public record InventoryDocument(
        Software software,
        @Nullable String hostname,
        @Nullable String fqdn,
        @Nullable String ip,
        @Nullable String machineId,
        @Nullable String biosUuid,
        @Nullable String serial) {
    /**
     * Reads the uncompressed bytes.
     *
     * @throws io.patchwave.platform.problem.ProblemException 422 that names the member, or the byte where it is no JSON
     */
    public static InventoryDocument parse(byte[] document) {
        StreamedDocument streamed = StreamedDocument.read(document);
        DocumentNode root = streamed == null ? DocumentNode.parse(document) : DocumentNode.of(streamed.rest());
        DocumentNode os = root.get("os").object();
        Software software = switch (os.get("family").requiredText()) {
            case "windows" -> WindowsReader.read(root, os, streamed);
            case "linux" -> LinuxReader.read(root, os, streamed);
            default -> throw os.get("family").refused("must be windows or linux");
        };
        return new InventoryDocument(
                software,
                root.get("hostname").text(),
                root.get("fqdn").text(),
                root.get("ip").text(),
                root.get("machineId").text(),
                root.get("biosUuid").text(),
                root.get("serial").text());
    }
}
