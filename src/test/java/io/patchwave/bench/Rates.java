package io.patchwave.bench;

import io.patchwave.bench.Table.Kind;
import io.patchwave.bench.fleet.Fleet;
import java.io.IOException;

/** What agents do all day: inventories with 20 changed packages, check-ins with nothing new. */
final class Rates {
    private static final int UPLOADS = 4_000;
    private static final int WARM_UP = 1_000;
    private static final int CHANGED = 20;
    private static final int CHECK_INS = 60_000;
    private static final int CONNECTIONS = 64;

    private Rates() {}

    /** Uploads; the hosts return to what they had, so that a bench that follows finds the fleet as it was. */
    static void uploads(Run run, ServerProcess server) throws IOException {
        Fleet fleet = run.fleet();
        int hosts = Math.min(run.sets(), UPLOADS + WARM_UP);
        int warm = hosts / 5;
        Fill.Sum unused = new Fill.Sum();
        Fill.Sum announcements = new Fill.Sum();
        Fill.Sum uploads = new Fill.Sum();
        Fill.Documents changed = host -> fleet.document(host, CHANGED);
        Fill.inventories(server, run.agents(), 0, warm, changed, unused, unused);
        Fill.inventories(server, run.agents(), warm, hosts, changed, announcements, uploads);
        run.put(
                Kind.atLeast(
                        "inventory upload, 20 of 600 changed, answer included", "/s", run.embedded() ? 1_000 : 500),
                uploads.perSecond());
        run.put(Kind.shown("check-in that announces it", "/s"), announcements.perSecond());
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
