package io.patchwave.demo;

import io.patchwave.platform.config.DataFolder;
import io.patchwave.platform.config.PatchwaveConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the demo beside the server when {@code PATCHWAVE_DEMO=true}: on an empty database only. */
@ApplicationScoped
class DemoStart {
    private static final Logger LOG = Logger.getLogger(DemoStart.class);
    private static final long LOOK_NANOS = 200_000_000L;

    private final PatchwaveConfig config;
    private final DataFolder folder;
    private final Clock clock;
    private final int port;
    private volatile @Nullable DemoAgents agents;

    DemoStart(
            PatchwaveConfig config,
            DataFolder folder,
            Clock clock,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.config = config;
        this.folder = folder;
        this.clock = clock;
        this.port = port;
    }

    void start(@Observes StartupEvent start) {
        if (config.demo()) {
            Thread thread = new Thread(this::run, "patchwave-demo-start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        DemoAgents running = agents;
        if (running != null) {
            running.stop();
        }
    }

    private void run() {
        URI server = URI.create("http://127.0.0.1:" + port);
        HttpClient client = HttpClient.newHttpClient();
        try {
            awaitReady(client, server);
            tell(client, server);
        } catch (RuntimeException | IOException e) {
            LOG.errorf(e, "the demo could not be filled");
        }
    }

    private void tell(HttpClient client, URI server) throws IOException {
        DemoAgents fleet = new DemoAgents(client, server, clock, folder);
        if (fleet.enrolledBefore()) {
            fleet.resume();
        } else {
            DemoAdmin admin = admin(client, server);
            if (admin.hosts() > 0) {
                LOG.warn(
                        "PATCHWAVE_DEMO is set, but this database already has hosts: the demo fills an empty one only");
                return;
            }
            fleet.enrol(admin);
        }
        if (!fleet.rolloutStarted()) {
            String rollout = admin(client, server).startRollout();
            fleet.rolloutStarted(rollout);
            LOG.infof("demo: servers=230 rollout=%s", rollout);
        }
        agents = fleet;
        fleet.start();
    }

    private DemoAdmin admin(HttpClient client, URI server) throws IOException {
        return new DemoAdmin(new Wire(client, server), password());
    }

    private String password() throws IOException {
        return config.adminPassword().isPresent()
                ? config.adminPassword().get()
                : Files.readString(folder.root().resolve("initial-admin-password"))
                        .strip();
    }

    private static void awaitReady(HttpClient client, URI server) {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/q/health/ready")).build();
        while (true) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                LOG.debug("not listening yet");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
