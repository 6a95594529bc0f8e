package io.patchwave.audit;

import io.patchwave.audit.MerkleTree.SourceLeaf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Walks the chain block by block and notes what does not hold. Pure: what is stored comes in, problems come out. */
final class ChainCheck {
    private static final int MOST_PROBLEMS = 1000;

    private final Predicate<AuditBlock> signatureHolds;
    private final List<String> problems = new ArrayList<>();
    private AuditHead head = AuditHead.GENESIS;
    private long blocks;
    private long entries;

    ChainCheck(Predicate<AuditBlock> signatureHolds) {
        this.signatureHolds = signatureHolds;
    }

    /** The next block by number, with the rows that carry its number, their hashes computed anew. */
    void next(AuditBlock block, List<SourceLeaf> rows) {
        if (block.number() != head.block() + 1) {
            problem("block %d follows block %d: blocks are missing".formatted(block.number(), head.block()));
        }
        if (!block.previousHash().equals(head.hash())) {
            problem("block %d does not continue the block before it".formatted(block.number()));
        }
        if (!block.hash().equals(block.computedHash())) {
            problem("block %d: its hash is not that of its content".formatted(block.number()));
        }
        if (!signatureHolds.test(block)) {
            problem("block %d: its signature is not this server's".formatted(block.number()));
        }
        if (rows.size() != block.entries()) {
            problem("block %d sealed %d rows and has %d".formatted(block.number(), block.entries(), rows.size()));
        }
        if (!block.merkleRoot().equals(MerkleTree.root(rows))) {
            problem("block %d: its rows are not those it was sealed with".formatted(block.number()));
        }
        head = block.head();
        blocks++;
        entries += rows.size();
    }

    /** The end of the chain; {@code lastOfRows} is the highest block number any row carries. */
    void end(long lastOfRows) {
        if (lastOfRows > head.block()) {
            problem("rows are sealed in block %d, but the last block is %d: blocks are missing"
                    .formatted(lastOfRows, head.block()));
        }
    }

    void problem(String sentence) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(sentence);
        }
    }

    AuditHead head() {
        return head;
    }

    AuditVerification result() {
        return new AuditVerification(problems.isEmpty(), blocks, entries, head, List.copyOf(problems));
    }
}
