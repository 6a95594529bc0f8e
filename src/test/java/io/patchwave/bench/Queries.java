package io.patchwave.bench;

import io.patchwave.bench.Table.Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people ask, one after the other on one connection, each time of another advisory or host. */
final class Queries {
    private static final int WARM_UP = 20;
    private static final int TIMES = 60;
    private static final String WHAT_IF = "/api/v1/exposure/simulate";

    private Queries() {}

    /** @param body of a POST; null for a GET */
    private record Query(
            String what,
            String path,
            double target,
            @Nullable String body) {
        Query(String what, String path, double target) {
            this(what, path, target, null);
        }
    }

    static void all(Run run, ServerProcess server) throws IOException {
        String past = Instant.now()
                .minus(2, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        for (Query query : List.of(
                new Query("exposure of an advisory", "/api/v1/advisories/{advisory}/exposure", 50),
                new Query("hosts of an advisory, a page", "/api/v1/advisories/{advisory}/hosts?limit=50", 50),
                new Query("hosts exposed to an advisory, a page", "/api/v1/hosts?exposedTo={advisory}&limit=50", 50),
                new Query("findings of a host, a page", "/api/v1/hosts/{host}/findings?limit=50", 50),
                new Query("advisories with exposed hosts, a page", "/api/v1/advisories?exposed=true&limit=50", 50),
                new Query("hosts by risk, a page", "/api/v1/exposure/hosts?limit=50", 50),
                new Query(
                        "hosts by risk, important only, a page",
                        "/api/v1/exposure/hosts?severity=important&limit=50",
                        50),
                new Query("exposure by severity", "/api/v1/exposure/by/severity", 50),
                new Query("exposure by product", "/api/v1/exposure/by/product", 50),
                new Query("exposure by tag", "/api/v1/exposure/by/tag", 50),
                new Query("exposure by kev", "/api/v1/exposure/by/kev", 50),
                new Query("exposure by advisory, a page", "/api/v1/exposure/by/advisory?limit=50", 50),
                new Query("exposure by update, a page", "/api/v1/exposure/by/kb?limit=50", 50),
                new Query("advisories without exposed hosts, a page", "/api/v1/advisories?exposed=false&limit=50", 50),
                new Query("hosts by risk two days ago, a page", "/api/v1/exposure/hosts?limit=50&asOf=" + past, 2_000),
                new Query("compliance summary", "/api/v1/compliance/summary", 50),
                new Query(
                        "exposure of an advisory, two days ago",
                        "/api/v1/advisories/{advisory}/exposure?asOf=" + past,
                        50),
                new Query("compliance summary, two days ago", "/api/v1/compliance/summary?asOf=" + past, 2_000))) {
            measure(run, server, query);
        }
    }

    /** What remedies would close, and which would. */
    static void whatIf(Run run, ServerProcess server) throws IOException {
        for (Query query : List.of(
                new Query("what if: the packages of an advisory", WHAT_IF, 2_000, "{\"remedies\":[{packages}]}"),
                new Query("what if: an update of Windows", WHAT_IF, 2_000, "{\"remedies\":[\"{update}\"]}"),
                new Query("what to install for an advisory", WHAT_IF, 2_000, "{\"advisories\":[\"{advisory}\"]}"))) {
            measure(run, server, query);
        }
    }

    private static void measure(Run run, ServerProcess server, Query query) throws IOException {
        byte[] probe = request(run, server, query, 0);
        int times = cheap(server, probe) ? TIMES : 2;
        byte[][] requests = new byte[WARM_UP + TIMES][];
        for (int at = 0; at < requests.length; at++) {
            requests[at] = request(run, server, query, at);
        }
        if (times == TIMES) {
            HttpLoad.run(server.port(), 1, HttpLoad.repeat(requests, WARM_UP, 200));
        }
        HttpLoad.Round round = HttpLoad.run(server.port(), 1, HttpLoad.repeat(requests, times, 200));
        run.put(Kind.atMost("query: " + query.what() + ", half below", "ms", query.target()), round.p50Millis());
        run.put(Kind.atMost("query: " + query.what() + ", 99 % below", "ms", query.target()), round.p99Millis());
    }

    private static boolean cheap(ServerProcess server, byte[] request) throws IOException {
        return HttpLoad.run(server.port(), 1, HttpLoad.repeat(new byte[][] {request}, 1, 200))
                        .p50Millis()
                < 2_000;
    }

    private static byte[] request(Run run, ServerProcess server, Query query, int number) {
        var errata = run.fleet().errata();
        var asked = errata.get(number * 251 % errata.size());
        String advisory = asked.id();
        String path = query.path()
                .replace("{advisory}", URLEncoder.encode(advisory, StandardCharsets.UTF_8))
                .replace("{host}", Agents.id(number * 97 % run.hosts()).toString());
        String body = query.body();
        if (body == null) {
            return HttpLoad.request("GET", path, server.authorization(), null);
        }
        String packages = asked.collections().stream()
                .flatMap(collection -> collection.packages().stream())
                .map(fixed -> "\"%s-%s:%s-%s.%s\""
                        .formatted(
                                fixed.name(),
                                fixed.epoch() == null ? "0" : fixed.epoch(),
                                fixed.version(),
                                fixed.release(),
                                fixed.arch()))
                .distinct()
                .limit(20)
                .collect(Collectors.joining(","));
        List<String> updates = updates(run);
        String written = body.replace("{packages}", packages)
                .replace("{advisory}", advisory)
                .replace("{update}", updates.get(number * 251 % updates.size()));
        return HttpLoad.request("POST", path, server.authorization(), written.getBytes(StandardCharsets.UTF_8));
    }

    /** Every update of the update history. */
    private static List<String> updates(Run run) {
        String history = new String(run.fleet().inputs().history(), StandardCharsets.UTF_8);
        return Pattern.compile("KB\\d+")
                .matcher(history)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }
}
