package io.patchwave.exposure;

import io.patchwave.catalog.CatalogService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Judges the sets of uploads at once, those that come at the same time together. What fails is left to the sweep. */
@ApplicationScoped
class Uploads {
    private static final Logger LOG = Logger.getLogger(Uploads.class);
    private static final int TOGETHER = 50;

    private final SetEvaluation evaluation;
    private final CatalogService catalog;
    private final LiveIndex live;
    private final LinkedBlockingQueue<Upload> waiting = new LinkedBlockingQueue<>();
    /** Sets that are waiting or being judged. */
    private final Set<Long> arriving = ConcurrentHashMap.newKeySet();

    private final ExecutorService judge = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "exposure-uploads");
        thread.setDaemon(true);
        return thread;
    });

    Uploads(SetEvaluation evaluation, CatalogService catalog, LiveIndex live) {
        this.evaluation = evaluation;
        this.catalog = catalog;
        this.live = live;
    }

    private record Upload(UUID host, long set, CompletableFuture<Void> done) {}

    /**
     * Judges a host's new set.
     *
     * @param overtaken run where the catalog changed meanwhile: a sweep may have left the set alone
     * @return completed when it is judged or left to the sweep
     */
    CompletableFuture<Void> of(UUID host, long set, Runnable overtaken) {
        Upload upload = new Upload(host, set, new CompletableFuture<>());
        arriving.add(set);
        waiting.add(upload);
        judge.execute(() -> take(overtaken));
        return upload.done();
    }

    /** Whether all of these sets are an upload's that is being judged: a sweep need not. */
    boolean judges(Collection<Long> sets) {
        return arriving.containsAll(sets);
    }

    /** Judges what has come already; waits for it at most that long. */
    void stop(long seconds) throws InterruptedException {
        judge.shutdown();
        judge.awaitTermination(seconds, TimeUnit.SECONDS);
    }

    private void take(Runnable overtaken) {
        List<Upload> batch = new ArrayList<>();
        waiting.drainTo(batch, TOGETHER);
        if (batch.isEmpty()) {
            return;
        }
        try {
            if (judged(batch) != catalog.revision()) {
                overtaken.run();
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "evaluation failed, the sweep tries again");
        } finally {
            batch.forEach(upload -> upload.done().complete(null));
        }
    }

    /** The catalog revision they were judged by, or an older one. From here on the sweep looks at them again. */
    private long judged(List<Upload> batch) {
        try {
            live.refresh(batch.stream().map(Upload::host).toList());
            long rev = catalog.revision();
            Set<Long> behind = new LinkedHashSet<>();
            for (Upload upload : batch) {
                Long holds = live.index().holdsAt(upload.set());
                if (holds == null || holds < rev) {
                    behind.add(upload.set());
                }
            }
            if (!behind.isEmpty()) {
                evaluation.evaluate(behind);
            }
            batch.forEach(upload -> evaluation.tell(upload.host()));
            return rev;
        } finally {
            batch.forEach(upload -> arriving.remove(upload.set()));
        }
    }
}
