package io.patchwave.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchwave.audit.MerkleTree.SourceLeaf;
import io.patchwave.audit.SealableRows.Leaf;
import io.patchwave.platform.database.Leases;
import io.patchwave.platform.keys.SigningKeys;
import io.patchwave.platform.time.Ticker;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Seals what is unsealed, twice a second, on whichever server holds the lease. A block and the numbers in its rows are one
 * transaction: a crash leaves either all of it or nothing, and two sealers at once meet at the block's number.
 */
@ApplicationScoped
class Sealer {
    /** An entry unsealed for longer is an alarm. */
    static final Duration LATEST = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(Sealer.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int BATCH = 5000;

    private final List<SealableRows> sources;
    private final AuditBlocks blocks;
    private final SigningKeys keys;
    private final Leases leases;
    private final Clock clock;
    private volatile double oldestSeconds;

    Sealer(
            @All List<SealableRows> sources,
            AuditBlocks blocks,
            SigningKeys keys,
            Leases leases,
            Clock clock,
            MeterRegistry metrics) {
        this.sources = sources;
        this.blocks = blocks;
        this.keys = keys;
        this.leases = leases;
        this.clock = clock;
        Gauge.builder("patchwave.audit.unsealed.age", this, sealer -> sealer.oldestSeconds)
                .baseUnit("seconds")
                .description("age of the oldest unsealed audit row; more than 10 is an alarm")
                .register(metrics);
    }

    void start(@Observes @Priority(40) StartupEvent start, Ticker ticker) {
        blocks.refreshHead();
        ticker.every(PAUSE, "audit-sealer", this::tick);
    }

    /**
     * Seals all there is, if the lease is to be had, and learns the head. One at a time: the lease keeps other servers away,
     * not this server's own threads (the tick, and whoever asks for a proof).
     */
    synchronized void tick() {
        if (sources.stream().anyMatch(source -> source.oldestUnsealed().isPresent())
                && leases.take("audit-sealer", LATEST)) {
            boolean more = true;
            while (more) {
                more = sealOne();
            }
        }
        blocks.refreshHead();
        watch();
    }

    /** Seals one block; false when it took all there was. */
    @Transactional
    boolean sealOne() {
        AuditHead previous = blocks.newest().map(AuditBlock::head).orElse(AuditHead.GENESIS);
        long number = previous.block() + 1;
        List<SourceLeaf> rows = new ArrayList<>();
        boolean more = false;
        for (SealableRows source : sources) {
            List<Leaf> leaves = source.unsealed(BATCH);
            more |= leaves.size() == BATCH;
            leaves.forEach(leaf -> rows.add(new SourceLeaf(source.name(), leaf)));
            seal(source, leaves, number);
        }
        if (!rows.isEmpty()) {
            blocks.insert(AuditBlock.sealing(previous, rows, clock.instant(), keys::sign));
        }
        return more;
    }

    private static void seal(SealableRows source, List<Leaf> leaves, long number) {
        if (leaves.isEmpty()) {
            return;
        }
        int sealed = source.seal(leaves.stream().map(Leaf::id).toList(), number);
        if (sealed != leaves.size()) {
            throw new IllegalStateException("sealed %d of %d rows of %s in block %d: another sealer was faster"
                    .formatted(sealed, leaves.size(), source.name(), number));
        }
    }

    private void watch() {
        Instant now = clock.instant();
        Duration oldest = sources.stream()
                .flatMap(source -> source.oldestUnsealed().stream())
                .map(at -> Duration.between(at, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        oldestSeconds = oldest.toMillis() / 1000.0;
        if (oldest.compareTo(LATEST) > 0) {
            LOG.warnf("audit rows are not being sealed: oldestSeconds=%.0f", oldestSeconds);
        }
    }
}
