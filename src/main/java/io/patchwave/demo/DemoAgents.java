package io.patchwave.demo;

import io.patchwave.platform.config.DataFolder;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The simulated agents at work; their tokens lie in the data folder, so that a restart goes on with the same hosts. */
final class DemoAgents {
    private static final Logger LOG = Logger.getLogger(DemoAgents.class);
    private static final String FILE = "demo/agents.json";
    private static final long PAUSE_MILLIS = 3000;

    private final DataFolder folder;
    private final Map<Story.Server, SimulatedAgent> agents = new LinkedHashMap<>();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "patchwave-demo");
        thread.setDaemon(true);
        return thread;
    });

    DemoAgents(HttpClient client, URI server, Clock clock, DataFolder folder) {
        this.folder = folder;
        for (Story.Server one : Story.servers()) {
            SimulatedAgent agent =
                    new SimulatedAgent(client, server, clock, one.machineId(), one.hostname(), one.document());
            agent.behave(one.behaviour());
            agents.put(one, agent);
        }
    }

    /** Host id and token of an agent, as kept. */
    record Known(String hostId, String token) {}

    /** Whether an earlier run has enrolled them here. */
    boolean enrolledBefore() {
        return Files.exists(file());
    }

    /** Takes up what an earlier run has enrolled; their software is as in the story again and is sent at the next check-in. */
    void resume() {
        try {
            Map<String, Known> known = Json.read(
                    Files.readString(file()),
                    new com.fasterxml.jackson.core.type.TypeReference<Map<String, Known>>() {});
            agents.forEach((server, agent) -> {
                Known one = known.get(server.machineId());
                if (one != null) {
                    agent.resume(one.hostId(), one.token());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Enrols all, sends their inventories, says whose they are. */
    void enrol(DemoAdmin admin) {
        String token = admin.enrollmentToken(agents.size());
        Map<String, Known> known = new LinkedHashMap<>();
        agents.forEach((server, agent) -> {
            agent.enrol(token);
            agent.checkIn();
            admin.describe(agent.hostId(), server);
            known.put(server.machineId(), new Known(agent.hostId(), agent.token()));
        });
        folder.folder("demo");
        folder.writeSecret(FILE, Json.write(known).getBytes(StandardCharsets.UTF_8));
    }

    /** Lets every agent poll every few seconds, each at its own moment. */
    void start() {
        List<SimulatedAgent> all = List.copyOf(agents.values());
        for (int i = 0; i < all.size(); i++) {
            SimulatedAgent agent = all.get(i);
            long phase = PAUSE_MILLIS * i / all.size();
            var unused = executor.scheduleWithFixedDelay(() -> poll(agent), phase, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void stop() {
        executor.shutdownNow();
    }

    private static void poll(SimulatedAgent agent) {
        try {
            agent.work(0);
        } catch (RuntimeException e) {
            LOG.debugf("demo agent %s: %s", agent.hostname(), e.getMessage());
        }
    }

    private Path file() {
        return folder.root().resolve(FILE);
    }
}
