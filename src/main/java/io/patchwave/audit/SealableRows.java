package io.patchwave.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a feature that are sealed by the audit log's blocks (the entries themselves, events of assignments). The rows
 * keep the number of their block in a column of their own, null while unsealed; a sealed row never changes.
 *
 * <p>All methods run in the caller's transaction.
 */
public interface SealableRows {
    /** Name of the source, the same for ever, for example {@code audit}; part of every leaf's hash. */
    String name();

    /** Unsealed rows with hashes over their content, in the order of their ids. */
    List<Leaf> unsealed(int limit);

    /** Writes the block's number into rows that have none; answers how many it touched. */
    int seal(List<String> ids, long block);

    /** The rows of a block, their hashes computed anew from what is stored now. */
    List<Leaf> hashesOf(long block);

    /** Time of the oldest unsealed row. */
    Optional<Instant> oldestUnsealed();

    /** The highest block number any row carries; 0 when none is sealed. */
    long lastSealedBlock();

    /**
     * One row.
     *
     * @param id the row's id as text
     * @param hash lower-case hexadecimal SHA-256 over everything that must not change
     */
    record Leaf(String id, String hash) {}
}
