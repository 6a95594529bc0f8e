package io.patchwave.bench;

import io.patchwave.bench.Table.Kind;
import io.patchwave.bench.fleet.Fleet;
import java.io.IOException;

/** What agents do all day: inventories with 20 changed packages, check-ins with nothing new. */
final class Rates {
    private static final int UPLOADS = 4_000;
    private static final int WARM_UP = 3_000;
    private static final int CHANGED = 20;
    private static final int CHECK_INS = 60_000;
    private static final int CONNECTIONS = 64;

    private Rates() {}

    /**
     * Uploads: each host in turns has {@value #CHANGED} more of its packages updated. In the end the hosts return to what they had, so
     * that a bench that follows finds the fleet as it was.
     */
    static void uploads(Run run, ServerProcess server) throws IOException {
        Fleet fleet = run.fleet();
        int hosts = Math.min(run.sets(), WARM_UP);
        Fill.Sum warm = new Fill.Sum();
        Fill.Sum announcements = new Fill.Sum();
        Fill.Sum uploads = new Fill.Sum();
        for (int turn = 1; uploads.count() < UPLOADS; turn++) {
            int changed = CHANGED * turn;
            boolean counts = warm.count() >= WARM_UP;
            Fill.inventories(
                    server,
                    run.agents(),
                    0,
                    counts ? (int) Math.min(hosts, UPLOADS - uploads.count()) : hosts,
                    host -> fleet.document(host, changed),
                    counts ? announcements : new Fill.Sum(),
                    counts ? uploads : warm);
        }
        Fill.inventories(server, run.agents(), 0, hosts, fleet::document, new Fill.Sum(), new Fill.Sum());
        run.put(
                Kind.atLeast(
                        "inventory upload, 20 of 600 changed, answer included", "/s", run.embedded() ? 1_000 : 500),
                uploads.perSecond());
        run.put(
                Kind.shown("inventory upload, 20 of 600 changed, processor time of the server for one", "µs"),
                uploads.processorMicros());
        run.put(Kind.shown("check-in that announces it", "/s"), announcements.perSecond());
        run.put(
                Kind.shown("check-in that announces it, processor time of the server for one", "µs"),
                announcements.processorMicros());
    }

    /** Unchanged check-ins. */
    static void checkIns(Run run, ServerProcess server) throws IOException {
        int hosts = Math.min(run.sets(), Agents.TAGGED);
        byte[][] requests = new byte[hosts][];
        for (int at = 0; at < hosts; at++) {
            int host = run.agents().count() - 1 - at;
            requests[at] =
                    Fill.checkIn(Fill.bearer(run.agents(), host), run.fleet().document(host % run.sets()));
        }
        HttpLoad.run(server.port(), CONNECTIONS, HttpLoad.repeat(requests, Math.max(hosts, CHECK_INS / 3), 200));
        double cpu = server.cpuSeconds();
        HttpLoad.Round round = HttpLoad.run(server.port(), CONNECTIONS, HttpLoad.repeat(requests, CHECK_INS, 200));
        cpu = server.cpuSeconds() - cpu;
        run.put(Kind.atLeast("unchanged check-in", "/s", 20_000), round.perSecond());
        run.put(Kind.shown("unchanged check-in, processor time of the server for one", "µs"), cpu * 1e6 / CHECK_INS);
    }
}
