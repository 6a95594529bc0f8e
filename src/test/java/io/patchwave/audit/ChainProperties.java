package io.patchwave.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.audit.MerkleTree.SourceLeaf;
import io.patchwave.audit.SealableRows.Leaf;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.security.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is done to a stored log, the check finds it. */
class ChainProperties {
    private static final Instant START = Instant.parse("2026-11-24T19:00:00Z");

    /** A block and the entries stored with it. */
    private record Stored(AuditBlock block, List<AuditEntry> entries) {}

    @Property(tries = 200)
    void an_untouched_log_holds(@ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 9) Integer> sizes) {
        assertThat(check(log(sizes), log(sizes).size()).ok()).isTrue();
    }

    @Property(tries = 200)
    void a_changed_entry_is_found(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 9) Integer> sizes,
            @ForAll @IntRange(min = 0, max = 1000) int where,
            @ForAll @IntRange(min = 0, max = 4) int what) {
        List<Stored> log = log(sizes);
        Stored stored = log.get(where % log.size());
        int index = where % stored.entries().size();
        stored.entries().set(index, changed(stored.entries().get(index), what));

        assertThat(check(log, log.size()).ok()).isFalse();
    }

    @Property(tries = 200)
    void a_removed_or_added_entry_is_found(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 9) Integer> sizes,
            @ForAll @IntRange(min = 0, max = 1000) int where,
            @ForAll boolean remove) {
        List<Stored> log = log(sizes);
        Stored stored = log.get(where % log.size());
        if (remove) {
            stored.entries().remove(where % stored.entries().size());
        } else {
            stored.entries().add(entry(9_999));
        }

        assertThat(check(log, log.size()).ok()).isFalse();
    }

    @Property(tries = 200)
    void a_removed_block_is_found(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 9) Integer> sizes,
            @ForAll @IntRange(min = 0, max = 1000) int where) {
        List<Stored> log = log(sizes);
        log.remove(where % log.size());

        assertThat(check(log, sizes.size()).ok()).isFalse();
    }

    @Property(tries = 200)
    void swapped_blocks_are_found(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 9) Integer> sizes,
            @ForAll @IntRange(min = 0, max = 1000) int where) {
        List<Stored> log = log(sizes);
        int first = where % (log.size() - 1);
        java.util.Collections.swap(log, first, first + 1);

        assertThat(check(log, log.size()).ok()).isFalse();
    }

    @Property(tries = 200)
    void entries_swapped_between_blocks_are_found(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 9) Integer> sizes,
            @ForAll @IntRange(min = 0, max = 1000) int where) {
        List<Stored> log = log(sizes);
        int first = where % (log.size() - 1);
        AuditEntry entry =
                log.get(first).entries().set(0, log.get(first + 1).entries().get(0));
        log.get(first + 1).entries().set(0, entry);

        assertThat(check(log, log.size()).ok()).isFalse();
    }

    @Property(tries = 200)
    void a_block_sealed_anew_without_the_key_is_found(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 9) Integer> sizes) {
        List<Stored> log = log(sizes);
        int last = log.size() - 1;
        AuditHead before =
                last == 0 ? AuditHead.GENESIS : log.get(last - 1).block().head();
        List<AuditEntry> forged = new ArrayList<>(List.of(entry(4_711)));
        log.set(last, new Stored(AuditBlock.sealing(before, leaves(forged), START, bytes -> "forged"), forged));

        assertThat(check(log, log.size()).ok()).isFalse();
    }

    private static AuditVerification check(List<Stored> log, long lastOfRows) {
        ChainCheck check = new ChainCheck(block -> sign(block.signed()).equals(block.signature()));
        log.forEach(stored -> check.next(stored.block(), leaves(stored.entries())));
        check.end(lastOfRows);
        return check.result();
    }

    private static List<Stored> log(List<Integer> sizes) {
        List<Stored> log = new ArrayList<>();
        AuditHead head = AuditHead.GENESIS;
        int number = 0;
        for (int size : sizes) {
            List<AuditEntry> entries = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                entries.add(entry(number++));
            }
            AuditBlock block =
                    AuditBlock.sealing(head, leaves(entries), START.plusSeconds(log.size()), ChainProperties::sign);
            log.add(new Stored(block, entries));
            head = block.head();
        }
        return log;
    }

    private static AuditEntry entry(int number) {
        return AuditEntry.of(
                new UUID(number, number),
                START.plusMillis(number),
                new Actor("user", "ann"),
                "rollout.started",
                "rollout:" + number,
                "{\"n\":" + number + "}");
    }

    private static AuditEntry changed(AuditEntry e, int what) {
        return new AuditEntry(
                e.id(),
                what == 0 ? e.at().plusMillis(1) : e.at(),
                what == 1 ? new Actor("user", "eve") : e.actor(),
                what == 2 ? "rollout.cancelled" : e.action(),
                what == 3 ? e.subject() + "0" : e.subject(),
                what == 4 ? "{}" : e.details(),
                e.contentHash(),
                e.block());
    }

    private static List<SourceLeaf> leaves(List<AuditEntry> entries) {
        return entries.stream()
                .map(entry -> new SourceLeaf("audit", new Leaf(entry.id().toString(), entry.computedHash())))
                .toList();
    }

    private static String sign(byte[] content) {
        return Secrets.sha256("key" + new String(content, StandardCharsets.US_ASCII));
    }
}
