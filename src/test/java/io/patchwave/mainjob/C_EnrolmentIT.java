package io.patchwave.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.patchwave.mainjob.World.MachineDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job, 3: every machine enrols through the agent protocol; the one that cannot comes as a file. */
@Order(3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class C_EnrolmentIT {
    private final Server server = Server.running();

    @Test
    @Order(1)
    void all_machines_enrol_and_send_what_is_on_them() {
        List<MachineDocument> machines = Stream.concat(Fleet.WORLD.windows().stream(), Fleet.WORLD.linux().stream())
                .toList();
        String token = server.admin()
                .body(Map.of("description", "main job", "maxUses", machines.size(), "tags", List.of("main-job")))
                .post("/api/v1/enrollment-tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");

        for (MachineDocument machine : machines) {
            Fleet.enrol(machine, token).checkIn();
        }

        assertThat(server.admin()
                        .get("/api/v1/hosts?tag=main-job&count=true&limit=1")
                        .jsonPath()
                        .getInt("count"))
                .isEqualTo(machines.size());
    }

    @Test
    @Order(2)
    void a_machine_without_agent_comes_as_its_systeminfo_file() {
        String name = Fleet.WORLD.importedName();
        String location = server.admin()
                .contentType("application/octet-stream")
                .body(Fleet.WORLD.systeminfo())
                .post("/api/v1/hosts/imports?format=systeminfo&filename=" + name + ".systeminfo.txt&hostname=" + name)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> server.admin().get(location).jsonPath().getString("state"), "succeeded"::equals);

        server.admin()
                .get("/api/v1/hosts?q=" + name)
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].managed", equalTo("imported"));
    }

    @Test
    @Order(3)
    void a_second_check_in_sends_nothing() {
        for (MachineDocument machine : Fleet.WORLD.windows()) {
            assertThat(Fleet.AGENTS
                            .get(machine.name())
                            .checkIn()
                            .get("inventoryWanted")
                            .asBoolean())
                    .as(machine.name())
                    .isFalse();
        }
    }
}
