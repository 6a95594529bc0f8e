package io.patchwave.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.bench.Table.Kind;
import io.patchwave.bench.fleet.Errata;
import io.patchwave.catalog.RpmAdvisory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Catalog changes: from the commit until every host's answer rests on it, on the server that took it and on another. */
final class NewAdvisory {
    private static final int ROUNDS = 3;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(4);

    private NewAdvisory() {}

    /** One new advisory with 20 packages, one of which every Linux machine has. */
    static void advisory(Run run, ServerProcess server, @Nullable ServerProcess other) {
        List<Double> here = new java.util.ArrayList<>();
        List<Double> there = new java.util.ArrayList<>();
        List<Double> whole = new java.util.ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            RpmAdvisory advisory = run.fleet().newAdvisory(run.hosts() / 1000 * 10 + round);
            Change change = new Change(advisory.id(), run.linuxHosts(), revision(server) + 1);
            long start = System.nanoTime();
            CompletableFuture<Long> elsewhere =
                    other == null ? null : CompletableFuture.supplyAsync(() -> change.right(other));
            CompletableFuture<Long> own = CompletableFuture.supplyAsync(() -> change.right(server));
            CompletableFuture<Long> committed = CompletableFuture.supplyAsync(() -> change.committed(server));
            Fill.submit(
                    server,
                    "format=repodata&filename=repodata.zip&for=almalinux:8&mirror=bench-new-" + round,
                    Errata.repository(advisory));
            here.add((own.join() - committed.join()) / 1e6);
            whole.add((own.join() - start) / 1e6);
            if (elsewhere != null) {
                there.add((elsewhere.join() - committed.join()) / 1e6);
            }
        }
        run.put(
                Kind.atMost("one new advisory, 20 packages: from its commit until all hosts are right", "ms", 500),
                Polls.median(here));
        run.put(
                Kind.shown("one new advisory: from its first byte sent until all hosts are right", "ms"),
                Polls.median(whole));
        if (!there.isEmpty()) {
            run.put(
                    Kind.atMost("one new advisory: from its commit until a second server answers with it", "ms", 500),
                    Polls.median(there));
        }
    }

    /** A repository's metadata with every 50th advisory changed. */
    static void repository(Run run, ServerProcess server) throws IOException {
        Change change = new Change(run.fleet().errata().get(0).id(), -1, revision(server) + 1);
        byte[] zip = run.fleet().repositoryNextDay();
        long start = System.nanoTime();
        CompletableFuture<Long> committed = CompletableFuture.supplyAsync(() -> change.committed(server));
        CompletableFuture<Long> right = CompletableFuture.supplyAsync(() -> change.right(server));
        String location =
                Fill.submit(server, "format=repodata&filename=repodata.zip&for=almalinux:8&mirror=bench", zip);
        double seconds = (right.join() - committed.join()) / 1e9;
        run.put(Kind.atMost("re-import of the repository: from its commit until all hosts are right", "s", 3), seconds);
        run.put(
                Kind.shown("re-import of the repository: from its first byte sent to its commit", "s"),
                (committed.join() - start) / 1e9);
        Fill.ended(server, location);
    }

    /** Publishes an advisory and waits until all hosts are right. */
    static RpmAdvisory publish(Run run, ServerProcess server, int number) {
        RpmAdvisory advisory = run.fleet().newAdvisory(number);
        Change change = new Change(advisory.id(), run.linuxHosts(), revision(server) + 1);
        Fill.submit(
                server,
                "format=repodata&filename=repodata.zip&for=almalinux:8&mirror=bench-held",
                Errata.repository(advisory));
        change.right(server);
        return advisory;
    }

    private static long revision(ServerProcess server) {
        return server.json("/api/v1/meta").path("catalogRevision").asLong();
    }

    /** What is waited for; {@code exposed} is -1 where only the revision tells. */
    private record Change(String advisory, int exposed, long revision) {
        long committed(ServerProcess server) {
            return when(() -> NewAdvisory.revision(server) >= revision);
        }

        long right(ServerProcess server) {
            return when(() -> {
                var answer = server.get("/api/v1/advisories/" + advisory + "/exposure");
                if (answer.statusCode() != 200) {
                    return false;
                }
                JsonNode counts = ServerProcess.json(answer);
                return counts.path("revision").asLong() >= revision
                        && (exposed < 0 || counts.path("exposed").asInt() == exposed);
            });
        }

        private long when(java.util.function.BooleanSupplier there) {
            long patience = System.nanoTime() + PATIENCE;
            while (!there.getAsBoolean()) {
                if (System.nanoTime() > patience) {
                    throw new IllegalStateException("not within four minutes: " + this);
                }
                java.util.concurrent.locks.LockSupport.parkNanos(4_000_000);
            }
            return System.nanoTime();
        }
    }
}
