package io.patchwave.audit;

import io.patchwave.audit.SealableRows.Leaf;
import io.patchwave.platform.id.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The root over a block's rows: leaves and nodes are hashed with different first bytes (RFC 9162, 2.1.1), so that no node
 * passes for a row; a node without a partner moves up as it is.
 */
final class MerkleTree {
    private static final Comparator<SourceLeaf> ORDER = Comparator.comparing(SourceLeaf::source)
            .thenComparing(row -> row.leaf().id());

    private MerkleTree() {}

    /** A row and the source it comes from. */
    record SourceLeaf(String source, Leaf leaf) {
        private byte[] hash() {
            MessageDigest digest = Secrets.digest();
            digest.update((byte) 0);
            digest.update((source + "\n" + leaf.id() + "\n" + leaf.hash()).getBytes(StandardCharsets.UTF_8));
            return digest.digest();
        }
    }

    /** Lower-case hexadecimal root over the rows in the order of source and id; that of no rows is SHA-256 of nothing. */
    static String root(List<SourceLeaf> rows) {
        List<byte[]> level = new ArrayList<>();
        rows.stream().sorted(ORDER).forEach(row -> level.add(row.hash()));
        if (level.isEmpty()) {
            return Secrets.sha256(new byte[0]);
        }
        List<byte[]> nodes = level;
        while (nodes.size() > 1) {
            nodes = above(nodes);
        }
        return HexFormat.of().formatHex(nodes.get(0));
    }

    private static List<byte[]> above(List<byte[]> nodes) {
        List<byte[]> parents = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i += 2) {
            if (i + 1 == nodes.size()) {
                parents.add(nodes.get(i));
            } else {
                MessageDigest digest = Secrets.digest();
                digest.update((byte) 1);
                digest.update(nodes.get(i));
                digest.update(nodes.get(i + 1));
                parents.add(digest.digest());
            }
        }
        return parents;
    }
}
