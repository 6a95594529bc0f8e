package io.patchwave.exposure;

import io.patchwave.catalog.CatalogChanged;
import io.patchwave.catalog.CatalogService;
import io.patchwave.inventory.FactsChanged;
import io.patchwave.inventory.HostLabelled;
import io.patchwave.inventory.HostStandingChanged;
import io.patchwave.inventory.InventoryChanged;
import io.patchwave.platform.database.Leases;
import io.patchwave.platform.time.Ticker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * When sets are evaluated: an upload at once (several together), a new catalog at once (one server, by a lease), and every few
 * seconds whatever a query finds behind. Events only make it look sooner (engineering, laws 1 and 7).
 */
@ApplicationScoped
class Evaluations {
    private static final Logger LOG = Logger.getLogger(Evaluations.class);
    private static final String LEASE = "exposure-sweep";
    private static final Duration LEASE_LENGTH = Duration.ofSeconds(30);
    /** Grows when a rule answers otherwise within one version of the server: answers are judged again at the next start. */
    private static final int RULES = 4;

    private static final int BATCH = 1000;
    /** Where only what differs is ruled on, drafts are small. */
    private static final int DIFFERENCES = 5000;

    private static final long PATIENCE_SECONDS = 60;
    private static final long STOP_SECONDS = 5;

    private final SetEvaluation evaluation;
    private final SetRows rows;
    private final SetStates states;
    private final CompiledCatalog compiled;
    private final CatalogService catalog;
    private final LiveIndex live;
    private final HostRefresh refresh;
    private final Uploads uploads;
    private final Leases leases;
    private final ExecutorService sweeps = executor("exposure-sweep");
    private final ExecutorService writes = executor("exposure-writes");
    private final String rules;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private volatile boolean ready;
    private volatile boolean stopping;
    private volatile Set<Long> unjudgeable = Set.of();
    private String settled = "";

    Evaluations(
            SetEvaluation evaluation,
            SetRows rows,
            SetStates states,
            CompiledCatalog compiled,
            CatalogService catalog,
            LiveIndex live,
            HostRefresh refresh,
            Uploads uploads,
            Leases leases,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.rules = version + "/" + RULES;
        this.evaluation = evaluation;
        this.rows = rows;
        this.states = states;
        this.compiled = compiled;
        this.catalog = catalog;
        this.live = live;
        this.refresh = refresh;
        this.uploads = uploads;
        this.leases = leases;
    }

    /** Whether the index was loaded and nothing was behind since. */
    boolean ready() {
        return ready;
    }

    void start(@Observes @Priority(3000) StartupEvent start, Ticker ticker) {
        // Beside the rest of the start; who needs the answers waits for them (LiveIndex.index).
        sweeps.execute(() -> guarded(this::begin));
        ticker.every(Duration.ofMillis(250), "exposure-follow", live::follow);
        ticker.every(Duration.ofSeconds(3), "exposure-sweep", this::tickSoon);
    }

    /** One at a time: what a long sweep keeps waiting needs to be looked at once. */
    private void tickSoon() {
        if (!stopping && ticking.compareAndSet(false, true)) {
            sweeps.execute(() -> {
                ticking.set(false);
                guarded(this::tick);
            });
        }
    }

    /** What is under way ends with its batch; nothing is interrupted, H2 would close its file. */
    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
        refresh.stop();
        try {
            uploads.stop(STOP_SECONDS);
            for (ExecutorService executor : List.of(sweeps, writes)) {
                executor.shutdown();
                executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void inventory(@Observes(during = TransactionPhase.AFTER_SUCCESS) InventoryChanged event) {
        await(uploads.of(event.hostId(), event.softwareSetId(), this::tickSoon));
    }

    void facts(@Observes(during = TransactionPhase.AFTER_SUCCESS) FactsChanged event) {
        await(refresh.of(event.hostId()));
    }

    void standing(@Observes(during = TransactionPhase.AFTER_SUCCESS) HostStandingChanged event) {
        await(refresh.of(event.hostId()));
    }

    void labels(@Observes(during = TransactionPhase.AFTER_SUCCESS) HostLabelled event) {
        await(refresh.of(event.hostId()));
    }

    void catalog(@Observes(during = TransactionPhase.AFTER_SUCCESS) CatalogChanged event) {
        await(CompletableFuture.runAsync(this::sweep, sweeps));
    }

    private void begin() {
        if (states.adopt(rules)) {
            LOG.infof("answers are by other rules and are judged again: rules=%s", rules);
        }
        long start = System.nanoTime();
        live.load();
        LOG.infof("answers loaded: millis=%d", (System.nanoTime() - start) / 1_000_000);
        ready = sweep() || hasCaughtUp();
        // The first upload or new advisory should not wait for it.
        compiled.current();
    }

    private void tick() {
        if (stopping) {
            return;
        }
        if (!live.isLoaded()) {
            begin();
            return;
        }
        live.followStanding();
        String state = state();
        if (!state.equals(settled) && sweep()) {
            settled = state;
        }
        ready = ready || state.equals(settled) || hasCaughtUp();
    }

    /** Whether nothing is behind but what cannot be judged; another server may hold the lease, or have died with it. */
    private boolean hasCaughtUp() {
        return unjudgeable.containsAll(rows.behind(catalog.revision()));
    }

    /** What could leave a set behind: an own sweep found nothing at this state, so nothing is. */
    private String state() {
        return catalog.revision() + " " + live.seen();
    }

    /**
     * Evaluates what is behind, in batches; another server that already does keeps the lease.
     *
     * @return whether it has seen that nothing is behind
     */
    boolean sweep() {
        // What ships with the server is imported before the answers are read; the start sweeps after that by itself.
        while (!stopping && live.isLoaded() && leases.take(LEASE, LEASE_LENGTH)) {
            long upto = rows.revision();
            long rev = catalog.revision();
            List<Long> behind = behind(rev);
            if (behind.isEmpty()) {
                return true;
            }
            if (uploads.judges(behind)) {
                return false;
            }
            CompiledCatalog.Ready ready = compiled.current();
            if (ready.rev() != rev) {
                behind = behind(ready.rev());
            }
            long start = System.nanoTime();
            SweepPlan plan = SweepPlan.of(ready, live.index());
            Set<Long> failed = evaluated(ready, behind, plan);
            if (stopping) {
                return false;
            }
            states.swept(ready.rev(), upto, failed);
            long millis = (System.nanoTime() - start) / 1_000_000;
            LOG.infof("evaluated: sets=%d rev=%d millis=%d", behind.size(), ready.rev(), millis);
            live.follow();
            compiled.forget(ready);
            unjudgeable = failed;
            if (!failed.isEmpty()) {
                return false;
            }
        }
        return false;
    }

    /** What memory knows to be behind comes first; that nothing is behind only the database can tell. */
    private List<Long> behind(long rev) {
        List<Long> known = live.index().behind(rev);
        return known.isEmpty() ? rows.behind(rev) : known;
    }

    /** Rules on one batch while the one before is written; the answer is which sets could not be ruled on. */
    private Set<Long> evaluated(CompiledCatalog.Ready ready, List<Long> sets, @Nullable SweepPlan plan) {
        Set<Long> failed = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
        try {
            int size = plan == null ? BATCH : DIFFERENCES;
            for (int from = 0; from < sets.size() && !stopping; from += size) {
                List<Long> batch = sets.subList(from, Math.min(from + size, sets.size()));
                SetEvaluation.Judged judged = evaluation.judge(ready, batch, plan);
                writing.join();
                leases.take(LEASE, LEASE_LENGTH);
                writing = CompletableFuture.runAsync(() -> failed.addAll(evaluation.write(judged, true)), writes);
            }
        } finally {
            writing.join();
        }
        return failed;
    }

    private static void await(CompletableFuture<Void> work) {
        try {
            work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warnf("left to the sweep: %s", e.toString());
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "evaluation failed, the sweep tries again");
        }
    }

    private static ExecutorService executor(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
