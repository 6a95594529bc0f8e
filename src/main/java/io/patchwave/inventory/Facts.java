package io.patchwave.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes on a host when its software does not (design, 3.1): states and dates. Everything is optional; null is "not
 * told", never "no". Lists are sorted and without doubles.
 *
 * @param smb1 {@code on}, {@code off} or {@code absent}
 * @param outboundPeers port → {@code none}, {@code few} or {@code many}
 * @param locks names of packages the host holds back
 * @param reportedMissing what Windows Update or the host's own dnf or apt says: a second opinion
 * @param freeBytes volume → bytes
 */
public record Facts(
        @Nullable String smb1,
        @Nullable Ports ports,
        @Nullable Map<String, String> outboundPeers,
        @Nullable List<Antivirus> antivirus,
        @Nullable Backup backup,
        @Nullable PasswordPolicy passwordPolicy,
        @Nullable List<Account> accounts,
        @Nullable List<String> locks,
        @Nullable UpdateSource updateSource,
        @Nullable List<String> reportedMissing,
        @Nullable Map<String, Long> freeBytes) {
    /** Reads the uncompressed bytes; 422 names the member that does not fit, or the byte where it is no JSON. */
    public static Facts parse(byte[] document) {
        return FactsReader.read(DocumentNode.parse(document));
    }

    /** Ports as configured; each list null where not told. */
    public record Ports(
            @Nullable List<Integer> listening,
            @Nullable List<Integer> blockedIn,
            @Nullable List<Integer> blockedOut) {}

    /** A product that guards the host. */
    public record Antivirus(
            String product,
            @Nullable String version,
            @Nullable Instant signatureDate,
            @Nullable Boolean enabled) {}

    /** The last snapshot and the last backup. */
    public record Backup(
            @Nullable Instant snapshotAt, @Nullable Instant backupAt) {}

    /** As configured; {@code maxAgeDays} 0 is never. */
    public record PasswordPolicy(
            @Nullable Integer minLength,
            @Nullable Boolean complexity,
            @Nullable Integer maxAgeDays) {}

    /** A local account. */
    public record Account(
            String name,
            @Nullable Boolean enabled,
            @Nullable Boolean admin,
            @Nullable Instant passwordChangedAt) {}

    /** Where the host gets its updates; {@code kind} is {@code wsus}, {@code windows-update}, {@code repositories} or {@code none}. */
    public record UpdateSource(
            String kind, @Nullable String server, @Nullable Integer auOptions) {}
}
