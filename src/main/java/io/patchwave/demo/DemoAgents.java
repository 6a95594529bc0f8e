package io.patchwave.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The simulated agents at work; their tokens lie in the data folder, so that a restart goes on with the same hosts. */
final class DemoAgents {
    private static final Logger LOG = Logger.getLogger(DemoAgents.class);
    private static final String FILE = "demo/agents.json";
    private static final String ROLLOUT = "demo/rollout";
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
                    new SimulatedAgent(client, server, clock, one.machineId(), one.hostname(), software(one));
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

    /** Takes up what an earlier run has enrolled, with the software that it has installed. */
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
        long phase = 0;
        for (Map.Entry<Story.Server, SimulatedAgent> one : agents.entrySet()) {
            var unused = executor.scheduleWithFixedDelay(
                    () -> poll(one.getKey(), one.getValue()),
                    PAUSE_MILLIS * phase++ / agents.size(),
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    void stop() {
        executor.shutdownNow();
    }

    private void poll(Story.Server server, SimulatedAgent agent) {
        try {
            if (agent.work(0) > 0) {
                folder.writeSecret(softwareFile(server), agent.software());
            }
        } catch (RuntimeException e) {
            LOG.debugf("demo agent %s: %s", agent.hostname(), e.getMessage());
        }
    }

    /** What an earlier run has left on the machine, else as in the story. */
    private ObjectNode software(Story.Server server) {
        Path kept = folder.root().resolve(softwareFile(server));
        try {
            return Files.exists(kept) ? (ObjectNode) Json.tree(Files.readString(kept)) : server.document();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String softwareFile(Story.Server server) {
        return "demo/software/" + server.machineId() + ".json";
    }

    /** Whether an earlier run has started the rollout. */
    boolean rolloutStarted() {
        return Files.exists(folder.root().resolve(ROLLOUT));
    }

    void rolloutStarted(String id) {
        folder.writeSecret(ROLLOUT, id.getBytes(StandardCharsets.UTF_8));
    }

    private Path file() {
        return folder.root().resolve(FILE);
    }
}
