package io.patchwave.audit;

import io.patchwave.audit.MerkleTree.SourceLeaf;
import io.patchwave.platform.keys.SigningKeys;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door to reading and proving the log. */
@ApplicationScoped
public class AuditLog {
    private static final int BLOCKS_AT_ONCE = 500;

    private final AuditEntries entries;
    private final AuditBlocks blocks;
    private final Sealer sealer;
    private final List<SealableRows> sources;
    private final SigningKeys keys;
    private final Clock clock;

    AuditLog(
            AuditEntries entries,
            AuditBlocks blocks,
            Sealer sealer,
            @All List<SealableRows> sources,
            SigningKeys keys,
            Clock clock) {
        this.entries = entries;
        this.blocks = blocks;
        this.sealer = sealer;
        this.sources = sources;
        this.keys = keys;
        this.clock = clock;
    }

    /** Entries that fit, newest first; with their number when {@code count}. */
    @Transactional
    public Page<AuditEntry> events(AuditQuery query, PageRequest page, boolean count) {
        Page<AuditEntry> found = Page.of(entries.page(query, page), page, entry -> new Object[] {entry.id()});
        return count ? new Page<>(found.items(), found.next(), entries.count(query)) : found;
    }

    /**
     * Checks every block and every sealed row. What was written a moment ago is sealed first, so that only a sealer that
     * does not work leaves something unsealed for 10 s.
     *
     * @param kept a head the caller kept from earlier, to be found unchanged in the chain; null when there is none
     */
    public AuditVerification verify(@Nullable AuditHead kept) {
        sealer.tick();
        // In this order: a block sealed while we walk is above the last one we look at, never missing below it.
        long lastOfRows =
                sources.stream().mapToLong(SealableRows::lastSealedBlock).max().orElse(0);
        long last = blocks.newest().map(AuditBlock::number).orElse(0L);
        ChainCheck check = new ChainCheck(block -> keys.verify(block.signed(), block.signature()));
        boolean found = kept == null || kept.equals(AuditHead.GENESIS);
        long number = 0;
        List<AuditBlock> batch = blocks.after(number, last, BLOCKS_AT_ONCE);
        while (!batch.isEmpty()) {
            for (AuditBlock block : batch) {
                check.next(block, rowsOf(block));
                entries.changedIn(block.number())
                        .forEach(id -> check.problem("entry %s of block %d was changed".formatted(id, block.number())));
                found |= block.head().equals(kept);
                number = block.number();
            }
            batch = blocks.after(number, last, BLOCKS_AT_ONCE);
        }
        check.end(lastOfRows);
        if (!found) {
            check.problem("the kept head is not in the chain: blocks were replaced or cut off");
        }
        lookForUnsealed(check);
        return check.result();
    }

    private void lookForUnsealed(ChainCheck check) {
        for (SealableRows source : sources) {
            source.oldestUnsealed()
                    .map(at -> Duration.between(at, clock.instant()))
                    .filter(age -> age.compareTo(Sealer.LATEST) > 0)
                    .ifPresent(age -> check.problem(
                            "rows of %s are unsealed for %d s".formatted(source.name(), age.toSeconds())));
        }
    }

    private List<SourceLeaf> rowsOf(AuditBlock block) {
        return sources.stream()
                .flatMap(source ->
                        source.hashesOf(block.number()).stream().map(leaf -> new SourceLeaf(source.name(), leaf)))
                .toList();
    }
}
