package io.patchwave.bench;

import io.patchwave.bench.Table.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** How long the guard looks at an import that would close findings everywhere, before it holds it. */
final class Judged {
    private static final Pattern MILLIS = Pattern.compile("import judged: hold=true .*millis=(\\d+)");

    private Judged() {}

    /** Half of the repository's errata are gone; the import is held and refused. */
    static void truncated(Run run, ServerProcess server) throws IOException {
        String location = Fill.submit(
                server,
                "format=repodata&filename=repodata.zip&for=almalinux:8&mirror=bench",
                run.fleet().repositoryTruncated());
        Awaitility.await(location)
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !server.json(location).path("state").asText().matches("queued|running"));
        String state = server.json(location).path("state").asText();
        Long millis = server.logged(MILLIS);
        if (!state.equals("held") || millis == null) {
            throw new IllegalStateException("not held: " + server.json(location));
        }
        run.put(Kind.atMost("an import that lost half of a repository: judging it", "s", 10), millis / 1000.0);
        server.post(
                location + "/refuse", "application/json", "{\"reason\":\"bench\"}".getBytes(StandardCharsets.UTF_8));
    }
}
