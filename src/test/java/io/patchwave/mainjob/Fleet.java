package io.patchwave.mainjob;

import io.patchwave.demo.SimulatedAgent;
import io.patchwave.mainjob.World.MachineDocument;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The simulated agents of the main job, by machine name, and the input it runs on; shared by its classes. */
final class Fleet {
    static final World WORLD = World.present();
    static final Map<String, SimulatedAgent> AGENTS = new LinkedHashMap<>();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Fleet() {}

    static SimulatedAgent enrol(MachineDocument machine, String enrollmentToken) {
        SimulatedAgent agent = new SimulatedAgent(
                CLIENT,
                Server.running().uri(),
                Clock.systemUTC(),
                "main-job-" + machine.name(),
                machine.name(),
                machine.document().deepCopy());
        agent.enrol(enrollmentToken);
        AGENTS.put(machine.name(), agent);
        return agent;
    }

    static String hostId(String name) {
        return AGENTS.get(name).hostId();
    }
}
