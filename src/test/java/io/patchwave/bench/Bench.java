package io.patchwave.bench;

import io.patchwave.bench.Table.Kind;
import io.patchwave.bench.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the packaged server and its inner parts ({@code ./mvnw -Pbench}) and prints a table, also as {@code
 * target/bench.md}. Load and server share this machine. Switches: docs/benchmarks.md.
 */
public final class Bench {
    /** What {@code -Dbench.only} may name. */
    private static final List<String> PARTS = List.of(
            "memory",
            "start",
            "evaluate",
            "advisory",
            "reimport",
            "upload",
            "checkin",
            "query",
            "whatif",
            "guard",
            "poll",
            "held",
            "worst");

    /** What does not ask for the catalog. */
    private static final Set<String> WITHOUT_CATALOG = Set.of("poll", "held", "checkin");

    private static final Pattern EVALUATED = Pattern.compile("evaluated: .*millis=(\\d+)");
    private static final Pattern COMPILED = Pattern.compile("catalog compiled.*millis=(\\d+)");
    private static final int HOSTS_A_SET = 5;

    private final Set<String> parts = new TreeSet<>();
    private final List<Integer> sizes;
    private final List<String> options;
    private final Path folder = Path.of("target", "bench").toAbsolutePath();
    private final Table table;
    private final Fleet fleet = new Fleet(Fleet.SEED);
    private final long deadline;

    private Bench() {
        String only = System.getProperty("bench.only", "");
        parts.addAll(only.isBlank() ? PARTS : Arrays.asList(only.split("[,+]")));
        sizes = Stream.of(property("bench.hosts", "1000,10000,100000").split(","))
                .map(Integer::valueOf)
                .toList();
        options = List.of("-Xmx" + property("bench.heap", "512m"));
        deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.parseLong(property("bench.minutes", "13")));
        table = new Table(sizes);
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? otherwise : value;
    }

    /** Runs what {@code bench.only} names on what {@code bench.on} names, or everything. */
    public static void main(String[] arguments) throws Exception {
        Bench bench = new Bench();
        System.out.println(bench.fleet.description());
        Files.createDirectories(bench.folder);
        try {
            bench.run(property("bench.on", "h2,postgresql"));
        } finally {
            // What was measured before a failure is worth seeing too.
            String text = bench.head() + bench.table.markdown();
            Files.writeString(Path.of("target", "bench.md"), text);
            System.out.println(text);
        }
    }

    private void run(String on) throws Exception {
        if (parts.contains("memory")) {
            InMemory.fork(table, sizes, parts.contains("distinct"));
        }
        if (Set.of("memory", "distinct").containsAll(parts)) {
            return;
        }
        if (on.contains("h2")) {
            try (Store store = Store.h2(folder)) {
                measure(store, List.of(sizes.get(sizes.size() - 1)));
            }
        }
        if (on.contains("postgresql")) {
            try (Store store = Store.postgresql(folder)) {
                measure(store, sizes);
            }
        }
    }

    private void measure(Store store, List<Integer> stages) throws Exception {
        Agents agents = new Agents();
        Run empty = new Run(fleet, agents, store, 0, 1, table);
        int last = stages.get(stages.size() - 1);
        Run whole = new Run(fleet, agents, store, last, last / HOSTS_A_SET, table);
        try (ServerProcess server = start(store)) {
            whole.put(Kind.shown("start on an empty database, to ready", "s"), server.startSeconds());
            if (!WITHOUT_CATALOG.containsAll(parts)) {
                whole.put(Kind.shown("import of the whole catalog, no host there", "s"), Fill.catalog(server, fleet));
            }
        }
        Run before = empty;
        for (int hosts : stages) {
            Run run = new Run(fleet, agents, store, hosts, hosts / HOSTS_A_SET, table);
            fill(run, before);
            stage(run, hosts == last);
            before = run;
        }
        if (!store.embedded() && parts.contains("worst") && inTime("worst")) {
            Run run = new Run(fleet, agents, store, last, last, table);
            fill(run, before);
            fromNothing(run);
        }
    }

    /** Brings the hosts and their inventories: rows for the hosts, real uploads for every distinct inventory. */
    private void fill(Run run, Run before) throws Exception {
        try (Connection connection = run.store().connect()) {
            run.agents().add(connection, run.hosts());
        }
        Fill.Sum checkIns = new Fill.Sum();
        Fill.Sum uploads = new Fill.Sum();
        try (ServerProcess server = start(run.store())) {
            int from = before.hosts() == 0 ? 0 : before.sets();
            Fill.inventories(server, run.agents(), from, run.sets(), fleet::document, checkIns, uploads);
        }
        if (run.sets() < run.hosts()) {
            run.put(Kind.shown("inventory upload, a machine's first, answer included", "/s"), uploads.perSecond());
            run.put(
                    Kind.shown("inventory upload, a machine's first, processor time of the server for one", "µs"),
                    uploads.processorMicros());
        }
        try (Connection connection = run.store().connect()) {
            run.agents().share(connection, run.sets(), run.sets());
            Agents.age(connection);
        }
    }

    private void stage(Run run, boolean last) throws Exception {
        if (parts.contains("evaluate") && inTime("evaluate")) {
            fromNothing(run);
        }
        try (ServerProcess server = start(run.store())) {
            if (parts.contains("start")) {
                run.put(Kind.atMost("start with that database, to ready", "s", 5), server.startSeconds());
                run.put(Kind.shown("resident memory when ready, -Xmx512m", "MB"), server.residentMegabytes());
            }
            changes(run, server);
            if (parts.contains("query") && inTime("query")) {
                Queries.all(run, server);
            }
            if (parts.contains("whatif") && inTime("whatif")) {
                Queries.whatIf(run, server);
            }
            if (parts.contains("guard") && inTime("guard")) {
                Judged.truncated(run, server);
            }
            if (parts.contains("upload") && inTime("upload")) {
                Rates.uploads(run, server);
            }
            if (parts.contains("checkin") && inTime("checkin")) {
                Rates.checkIns(run, server);
            }
            if (last && parts.contains("poll") && inTime("poll")) {
                Polls.idle(run, server);
            }
            run.put(Kind.atMost("resident memory after all that, -Xmx512m", "MB", 700), server.residentMegabytes());
            run.put(Kind.shown("heap in use after a full collection", "MB"), server.liveBytes() / 1048576.0);
            if (last && parts.contains("held") && inTime("held")) {
                HeldPolls.held(run, server);
            }
        }
    }

    private void changes(Run run, ServerProcess server) throws IOException {
        if (parts.contains("advisory") && inTime("advisory")) {
            if (run.embedded()) {
                NewAdvisory.advisory(run, server, null);
            } else {
                run.store().shareKeys("server", "second");
                try (ServerProcess other = new ServerProcess(run.store(), "second", options)) {
                    NewAdvisory.advisory(run, server, other);
                }
            }
        }
        if (parts.contains("reimport") && inTime("reimport")) {
            NewAdvisory.repository(run, server);
        }
    }

    private void fromNothing(Run run) throws Exception {
        try (Connection connection = run.store().connect()) {
            Agents.forgetExposure(connection);
        }
        try (ServerProcess server = start(run.store())) {
            Long millis = server.logged(EVALUATED);
            if (millis != null) {
                String what = "evaluate all hosts from nothing, durable";
                run.put(
                        run.sets() == run.hosts()
                                ? Kind.atMost(what + ", every inventory distinct", "s", 30)
                                : Kind.atMost(what, "s", 10),
                        millis / 1000.0);
            }
            Long compiled = server.logged(COMPILED);
            if (compiled != null) {
                run.put(Kind.shown("compile the catalog at that start", "s"), compiled / 1000.0);
            }
            run.put(Kind.shown("start that evaluates all hosts from nothing, to ready", "s"), server.startSeconds());
        }
        try (Connection connection = run.store().connect()) {
            Agents.age(connection);
        }
    }

    private ServerProcess start(Store store) throws IOException {
        return new ServerProcess(store, "server", options);
    }

    private boolean inTime(String part) {
        boolean there = System.nanoTime() < deadline;
        if (!there) {
            System.out.println("left out, the time is over: " + part);
        }
        return there;
    }

    private String head() {
        return "\n%s; %d cores, %s, Java %s; load and server on the same machine; took %s\n\n"
                .formatted(
                        fleet.description(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        String.format(Locale.ROOT, "%s", Duration.ofNanos(System.nanoTime() - started)));
    }

    private final long started = System.nanoTime();
}
