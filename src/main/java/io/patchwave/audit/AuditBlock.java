package io.patchwave.audit;

import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A sealed block.
 *
 * @param number 1, 2, 3 … without gaps
 * @param merkleRoot over the leaves of all sources, see {@link MerkleTree}
 * @param previousHash hash of the block before, all zeros for the first
 * @param hash over the members before it
 * @param signature of the hash's characters, by the server's signing key, base64
 */
record AuditBlock(
        long number,
        Instant sealedAt,
        int entries,
        String merkleRoot,
        String previousHash,
        String hash,
        String signature) {

    /** The block that follows {@code previous} and holds these rows. */
    static AuditBlock sealing(
            AuditHead previous, List<MerkleTree.SourceLeaf> rows, Instant now, Function<byte[], String> signer) {
        long number = previous.block() + 1;
        String root = MerkleTree.root(rows);
        String hash = hash(number, now, rows.size(), root, previous.hash());
        return new AuditBlock(number, now, rows.size(), root, previous.hash(), hash, signer.apply(signed(hash)));
    }

    static String hash(long number, Instant sealedAt, int entries, String merkleRoot, String previousHash) {
        return Secrets.sha256(Json.write(List.of(number, merkleRoot, previousHash, sealedAt.toString(), entries)));
    }

    String computedHash() {
        return hash(number, sealedAt, entries, merkleRoot, previousHash);
    }

    AuditHead head() {
        return new AuditHead(number, hash);
    }

    byte[] signed() {
        return signed(hash);
    }

    static byte[] signed(String hash) {
        return hash.getBytes(StandardCharsets.US_ASCII);
    }
}
