package io.patchwave.audit;

/**
 * The newest sealed block. Agents keep it as witnesses: a log that no longer holds it was tampered with.
 *
 * @param block number, 0 before the first block
 * @param hash lower-case hexadecimal SHA-256, all zeros before the first block
 */
public record AuditHead(long block, String hash) {
    /** Before the first block. */
    public static final AuditHead GENESIS = new AuditHead(0, "0".repeat(64));
}
