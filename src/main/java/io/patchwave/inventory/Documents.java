package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.id.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents as received: the evidence. Their digest is over the exact uncompressed bytes. */
@ApplicationScoped
class Documents {
    private static final String ADD_INVENTORY = "insert into inventory_document (digest, software_set_id, body,"
            + " received_at) values (?, ?, ?, ?) on conflict do nothing";
    private static final String INVENTORY =
            "select software_set_id as set_id, body, received_at from inventory_document where digest = ?";
    private static final String ADD_FACTS = "insert into inventory_facts_document (digest, facts_set_id, body,"
            + " received_at) values (?, ?, ?, ?) on conflict do nothing";
    private static final String FACTS =
            "select facts_set_id as set_id, body, received_at from inventory_facts_document where digest = ?";

    private final Sql sql;
    private final Clock clock;

    Documents(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A stored document; {@code receivedAt} is the first time. */
    record Stored(long setId, byte[] body, Instant receivedAt) {}

    /** {@code sha256:} and the digest in lower-case hexadecimal. */
    static String digest(byte[] document) {
        return "sha256:" + Secrets.sha256(document);
    }

    Optional<Stored> inventory(@Nullable String digest) {
        return find(INVENTORY, digest);
    }

    Optional<Stored> facts(@Nullable String digest) {
        return find(FACTS, digest);
    }

    /** A document to keep; {@code packed} is it as {@link Packing} reads it. */
    record Kept(String digest, long set, byte[] packed) {}

    /** Keeps documents, by digest, so that transactions that keep the same wait for each other in one order. */
    void addInventories(List<Kept> documents) {
        sql.batch(
                ADD_INVENTORY,
                documents.stream()
                        .sorted(Comparator.comparing(Kept::digest))
                        .map(kept -> new Object[] {kept.digest(), kept.set(), kept.packed(), clock.instant()})
                        .toList());
    }

    void addFacts(String digest, long set, byte[] document) {
        sql.update(ADD_FACTS, digest, set, Packing.pack(document), clock.instant());
    }

    private Optional<Stored> find(String statement, @Nullable String digest) {
        return digest == null
                ? Optional.empty()
                : sql.one(
                        statement,
                        row -> new Stored(
                                row.getLong("set_id"),
                                Packing.unpack(row.getBytes("body")),
                                Sql.requiredInstant(row, "received_at")),
                        digest);
    }
}
