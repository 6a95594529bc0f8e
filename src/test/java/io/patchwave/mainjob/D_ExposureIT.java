package io.patchwave.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.mainjob.World.MachineDocument;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The main job, 4: who is exposed to MS17-010, and to what else, each with the rule that decided. */
@Order(4)
class D_ExposureIT {
    private final Server server = Server.running();

    @Test
    void ms17_010_has_the_true_verdict_on_every_windows_machine() {
        Map<String, String> verdicts = new TreeMap<>();
        for (Map<String, Object> row : all("/api/v1/advisories/MS17-010/hosts?verdict=all")) {
            verdicts.put(String.valueOf(row.get("hostname")), String.valueOf(row.get("verdict")));
        }
        for (MachineDocument machine : Fleet.WORLD.windows()) {
            assertThat(Fleet.WORLD.ms17010(machine.name()))
                    .as(machine.name())
                    .contains(verdicts.getOrDefault(machine.name(), "unaffected"));
        }
    }

    @Test
    void the_machine_that_came_as_a_file_is_judged_with_less_confidence() {
        Map<String, Object> row = all("/api/v1/advisories/MS17-010/hosts").stream()
                .filter(host -> Fleet.WORLD.importedName().equalsIgnoreCase(String.valueOf(host.get("hostname"))))
                .findFirst()
                .orElseThrow();
        assertThat(Fleet.WORLD.ms17010(Fleet.WORLD.importedName())).contains(String.valueOf(row.get("verdict")));
        assertThat(row.get("confidence")).isEqualTo("imported");
    }

    @Test
    void every_windows_machine_has_exactly_the_open_and_undecided_cves() {
        for (MachineDocument machine : Fleet.WORLD.windows()) {
            List<Map<String, Object>> open = findings(machine.name(), "open", "security");
            List<Map<String, Object>> unknown = findings(machine.name(), "unknown", "security");
            Fleet.WORLD.openCves(machine.name()).ifPresent(expected -> assertOpen(machine.name(), open, expected));
            Fleet.WORLD
                    .unknownCves(machine.name())
                    .ifPresent(expected -> assertThat(ids(unknown))
                            .as("undecided on %s", machine.name())
                            .isEqualTo(expected));
            assertThat(open)
                    .as(machine.name())
                    .allSatisfy(row -> assertThat(row.get("rule")).isNotNull());
        }
    }

    @Test
    void every_linux_machine_has_exactly_the_errata_that_real_dnf_lists() {
        for (MachineDocument machine : Fleet.WORLD.linux()) {
            assertThat(ids(findings(machine.name(), "open", "all")))
                    .as(machine.name())
                    .isEqualTo(new TreeSet<>(Fleet.WORLD.errata(machine.name())));
        }
    }

    /** The true answers count CVEs that somebody fixed by a KB; beyond them only what nobody offers a remedy for is open. */
    private static void assertOpen(String name, List<Map<String, Object>> open, Set<String> expected) {
        assertThat(ids(open)).as("open on %s", name).containsAll(expected);
        assertThat(open)
                .as("open on %s beyond the true answers", name)
                .filteredOn(row -> !expected.contains(String.valueOf(row.get("advisoryId"))))
                .filteredOn(row -> !row.get("advisoryId").equals("MS17-010"))
                .allSatisfy(row -> {
                    assertThat(row.get("reason")).isIn("no-remedy", "no-update-exists");
                    assertThat((List<?>) row.get("remedies")).isEmpty();
                });
    }

    private List<Map<String, Object>> findings(String name, String state, String kind) {
        return all("/api/v1/hosts/" + Fleet.hostId(name) + "/findings?state=" + state + "&kind=" + kind);
    }

    /** Advisories as published; MS17-010 itself is the bulletin over CVEs that are listed beside it. */
    private static Set<String> ids(List<Map<String, Object>> findings) {
        return findings.stream()
                .map(row -> String.valueOf(row.get("advisoryId")))
                .filter(id -> !id.equals("MS17-010"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Map<String, Object>> all(String path) {
        List<Map<String, Object>> rows = new ArrayList<>();
        String after = null;
        do {
            var request = server.admin().queryParam("limit", 1000);
            if (after != null) {
                request.queryParam("after", after);
            }
            JsonPath page = request.get(path).then().statusCode(200).extract().jsonPath();
            rows.addAll(page.getList("items"));
            after = page.getString("next");
        } while (after != null);
        return rows;
    }
}
