package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Reads hosts again, those that are asked for at the same time together; never behind an evaluation. */
@ApplicationScoped
class HostRefresh {
    private static final int TOGETHER = 500;

    private final LiveIndex live;
    private final LinkedBlockingQueue<Wish> waiting = new LinkedBlockingQueue<>();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "exposure-hosts");
        thread.setDaemon(true);
        return thread;
    });

    HostRefresh(LiveIndex live) {
        this.live = live;
    }

    private record Wish(UUID host, CompletableFuture<Void> done) {}

    /** Completed when the host is in the index as its row is now, or exceptionally. */
    CompletableFuture<Void> of(UUID host) {
        Wish wish = new Wish(host, new CompletableFuture<>());
        waiting.add(wish);
        reader.execute(this::read);
        return wish.done();
    }

    void stop() {
        reader.shutdown();
    }

    private void read() {
        List<Wish> wishes = new ArrayList<>();
        waiting.drainTo(wishes, TOGETHER);
        try {
            live.refresh(wishes.stream().map(Wish::host).distinct().toList());
            wishes.forEach(wish -> wish.done().complete(null));
        } catch (RuntimeException | Error e) {
            wishes.forEach(wish -> wish.done().completeExceptionally(e));
        }
    }
}
