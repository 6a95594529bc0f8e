package io.patchwave.rollout;

import io.patchwave.exposure.FindingsChanged;
import io.patchwave.inventory.HostStandingChanged;
import io.patchwave.inventory.HostStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One second of the engine: finds by query what is due and does it, rollout by rollout and wave by wave. A broken one is
 * logged and the others go on. Events only make it look sooner (engineering, law 1).
 */
@ApplicationScoped
public class RolloutTick {
    private static final Logger LOG = Logger.getLogger(RolloutTick.class);

    private final Engine engine;
    private final Verification verification;
    private final Departures departures;
    private final WorkSignal signal;

    RolloutTick(Engine engine, Verification verification, Departures departures, WorkSignal signal) {
        this.engine = engine;
        this.verification = verification;
        this.departures = departures;
        this.signal = signal;
    }

    /** What is due now: starts, leases, deferrals, proofs, gates. */
    public void second() {
        each("begin", engine::due, engine::begin);
        each("lease", engine::wavesWithDue, engine::endDue);
        guarded("proof", () -> verification.sweep(Verification.CLAIMED));
        each("advance", engine::running, engine::advance);
        guarded("signal", signal::look);
    }

    /** What may wait a little: later truths, retired hosts. */
    public void fewSeconds() {
        guarded("later truth", () -> verification.sweep(Verification.PROVABLE));
        guarded("departure", departures::sweep);
    }

    /** Counters against rows. */
    public void minute() {
        each("recount", engine::liveWaves, engine::recount);
    }

    void onFindings(@Observes(during = TransactionPhase.AFTER_SUCCESS) FindingsChanged changed) {
        if (signal.concerns(changed.hostId())) {
            signal.later(() -> verification.look(changed.hostId()));
        }
    }

    void onStanding(@Observes(during = TransactionPhase.AFTER_SUCCESS) HostStandingChanged changed) {
        if (changed.status() == HostStatus.RETIRED) {
            signal.later(() -> departures.left(List.of(changed.hostId())));
        }
    }

    private static void each(String name, Supplier<List<UUID>> found, Consumer<UUID> step) {
        guarded(name, () -> found.get().forEach(id -> guarded(name + " " + id, () -> step.accept(id))));
    }

    private static void guarded(String name, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "rollout tick failed: step=%s", name);
        }
    }
}
