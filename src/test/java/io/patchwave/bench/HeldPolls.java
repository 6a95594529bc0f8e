package io.patchwave.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.bench.Table.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Ten thousand polls held at once: what each costs the heap, and when the last of them hears of an urgent rollout. */
final class HeldPolls {
    private HeldPolls() {}

    static void held(Run run, ServerProcess server) throws IOException, InterruptedException {
        byte[][] polls = Polls.polls(run, server, "?wait=50");
        String advisory = NewAdvisory.publish(run, server, 900).id();
        String rollout = draft(server, advisory);
        long before = server.liveBytes();
        Woken woken = new Woken(polls);
        try (HttpLoad load = HttpLoad.open(server.port(), polls.length, woken)) {
            TimeUnit.SECONDS.sleep(3);
            double each = (server.liveBytes() - before) / 1024.0 / polls.length;
            run.put(Kind.atMost("held poll (?wait=), heap of one (" + polls.length + " held)", "KB", 10), each);
            long start = System.nanoTime();
            Thread caller = new Thread(() -> start(server, rollout));
            caller.start();
            load.finish();
            caller.join();
            long[] times = Arrays.stream(woken.times)
                    .filter(time -> time != 0)
                    .map(time -> time - start)
                    .sorted()
                    .toArray();
            run.put(Kind.shown("held polls that the rollout concerns", ""), times.length);
            run.put(
                    Kind.shown("held polls: from the rollout's start until half are answered", "ms"),
                    times[times.length / 2] / 1e6);
            run.put(
                    Kind.atMost("held polls: until 99 % are answered", "ms", 1_000),
                    times[(int) (times.length * 0.99)] / 1e6);
        }
        server.post("/api/v1/rollouts/" + rollout + "/cancel", "application/json", reason());
    }

    private static String draft(ServerProcess server, String advisory) {
        String plan = """
                {"name":"bench","advisories":["%s"],"targets":{"query":{"tag":"%s"}},"waves":[{"name":"all","percent":100}],\
                "gates":{"failureThreshold":100}}""".formatted(advisory, Agents.TAG);
        JsonNode answer = ServerProcess.json(
                server.post("/api/v1/rollouts", "application/json", plan.getBytes(StandardCharsets.UTF_8)));
        return answer.path("id").asText();
    }

    private static void start(ServerProcess server, String rollout) {
        ServerProcess.json(server.post("/api/v1/rollouts/" + rollout + "/start", "application/json", reason()));
    }

    private static byte[] reason() {
        return "{\"reason\":\"bench\"}".getBytes(StandardCharsets.UTF_8);
    }

    /** One poll on each connection; when it was answered with work. */
    private static final class Woken implements HttpLoad.Script {
        private final byte[][] polls;
        private final boolean[] sent;
        private final long[] times;

        Woken(byte[][] polls) {
            this.polls = polls;
            this.sent = new boolean[polls.length];
            this.times = new long[polls.length];
        }

        @Override
        public byte[] next(int connection) {
            if (sent[connection]) {
                return null;
            }
            sent[connection] = true;
            return polls[connection];
        }

        @Override
        public void answered(int connection, HttpLoad.Answer answer) {
            if (answer.status() == 200) {
                times[connection] = System.nanoTime();
            }
        }
    }
}
