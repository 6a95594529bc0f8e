package io.patchwave.proof;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.Imports;
import io.patchwave.exposure.rpm.DnfRows;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.platform.json.Json;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real dnf and we are asked about the same machines, drawn by chance, through the public interface: equal answers to the
 * letter. A seed that fails is a case to keep.
 */
@ServerTest
class DnfDifferentialTest {
    private static final int HOSTS = 22;

    @Inject
    CatalogService catalog;

    @BeforeAll
    static void dnf() {
        RealDnf.assumeHere();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void real_dnf_lists_the_same_advisories_and_builds(long seed) {
        compare(seed, HOSTS);
    }

    private void compare(long seed, int size) {
        Random random = new Random(seed);
        String prefix = AgentGiven.unique("dnf" + seed);
        Path folder = Path.of("target", "proof", prefix);
        DrawnYum world = new DrawnYum(random, prefix);
        List<DrawnHost> hosts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            hosts.add(DrawnHost.draw(random, prefix + "-" + i, world));
        }
        for (Build.Repository repository : world.repositories()) {
            byte[] zip = YumFiles.write(repository, folder.resolve("repos").resolve(repository.id()));
            Imports.succeeded("format=repodata&filename=repodata.zip&for=dnfproof:8&mirror=" + repository.id(), zip);
        }
        JsonNode answers = RealDnf.ask(folder, hosts);
        DnfRows rows = DnfRows.over(catalog.snapshot());
        List<String> wrong = new ArrayList<>();
        int listed = 0;
        int contradictory = 0;
        int locked = 0;
        for (DrawnHost host : hosts) {
            String document = Json.write(host.inventory("dnfproof"));
            AgentGiven.Agent agent = AgentGiven.enrolled(host.id(), Map.of()).sends(document);
            String id = agent.hostId();
            JsonNode dnf = answers.get(host.id());
            LinuxSoftware software = (LinuxSoftware) InventoryDocument.parse(document.getBytes(StandardCharsets.UTF_8))
                    .software();
            listed += dnf.get("available").size();
            List<Map<String, Object>> findings = findings(id);
            JsonPath available = available(id);
            Set<String> ids = RealDnf.ids(dnf.get("available"));
            Set<String> listedRows = RealDnf.rows(dnf.get("available"));
            if ("modules-contradict".equals(available.getString("reason"))) {
                contradictory++;
                ids.removeAll(unknown(findings));
                Differences.of(wrong, host.id(), "advisory", ids, open(findings));
                assertThat(listedRows).containsAll(rows.of(software));
                continue;
            }
            Differences.of(wrong, host.id(), "advisory", ids, open(findings));
            Differences.of(wrong, host.id(), "row", listedRows, rows.of(software));
            Differences.of(wrong, host.id(), "remedy", RealDnf.rows(dnf.get("closable")), remedies(findings));
            Differences.of(wrong, host.id(), "upgrade", RealDnf.packages(dnf.get("upgrades")), candidates(available));
            if (!host.locks().isEmpty()) {
                hold(agent, document, host.locks());
                List<Map<String, Object>> held = findings(id);
                Set<String> lost = RealDnf.ids(dnf.get("closable"));
                lost.removeAll(RealDnf.ids(dnf.get("unlocked")));
                locked += lost.size();
                Differences.of(wrong, host.id(), "advisory in spite of locks", ids, open(held));
                Differences.of(
                        wrong, host.id(), "remedy beside locks", RealDnf.rows(dnf.get("unlocked")), remedies(held));
                Differences.of(wrong, host.id(), "locked advisory", lost, locked(held));
            }
        }
        System.out.printf(
                "dnf, seed %d: %d machines (modules contradict on %d), %d rows of dnf compared, %d advisories locked%n",
                seed, size, contradictory, listed, locked);
        assertThat(contradictory).isLessThan(size / 2);
        assertThat(listed).isGreaterThan(size * 10);
        assertThat(wrong).as("seed %d, folder %s", seed, folder).isEmpty();
    }

    /** The machine's admin holds packages of these names back, as with {@code excludepkgs=} or versionlock. */
    private static void hold(AgentGiven.Agent agent, String document, List<String> names) {
        String facts = Json.write(Map.of("locks", names));
        agent.checkIn(Map.of(
                        "inventoryDigest",
                        AgentGiven.digest(document),
                        "factsDigest",
                        AgentGiven.digest(facts),
                        "rebootPending",
                        false,
                        "bootId",
                        "boot-1"))
                .statusCode(200);
        agent.request().body(facts).put("/agent/v1/facts").then().statusCode(204);
    }

    private static JsonPath available(String hostId) {
        return admin().get("/api/v1/hosts/" + hostId + "/available?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Set<String> candidates(JsonPath page) {
        Set<String> packages = new TreeSet<>();
        page.<Map<String, Object>>getList("items")
                .forEach(each -> packages.add(each.get("name") + "-" + each.get("candidate") + "." + each.get("arch")));
        return packages;
    }

    /** What is open; whatever is said beyond it is unknown. */
    private static Set<String> open(List<Map<String, Object>> findings) {
        Set<String> ids = new TreeSet<>();
        findings.stream()
                .filter(item -> List.of("exposed", "pending-reboot").contains(item.get("verdict")))
                .forEach(item -> ids.add((String) item.get("advisoryId")));
        return ids;
    }

    private static Set<String> locked(List<Map<String, Object>> findings) {
        Set<String> ids = new TreeSet<>();
        findings.stream()
                .filter(item -> "locked".equals(item.get("reason")))
                .forEach(item -> ids.add((String) item.get("advisoryId")));
        return ids;
    }

    private static Set<String> unknown(List<Map<String, Object>> findings) {
        Set<String> ids = new TreeSet<>();
        findings.stream()
                .filter(item -> "unknown".equals(item.get("verdict")))
                .forEach(item -> ids.add((String) item.get("advisoryId")));
        return ids;
    }

    private static Set<String> remedies(List<Map<String, Object>> findings) {
        Set<String> remedies = new TreeSet<>();
        findings.forEach(item ->
                ((List<?>) item.get("remedies")).forEach(build -> remedies.add(item.get("advisoryId") + " " + build)));
        return remedies;
    }

    private static List<Map<String, Object>> findings(String hostId) {
        JsonPath page = admin().get("/api/v1/hosts/" + hostId + "/findings?kind=all&state=all&limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat((Object) page.get("next")).isNull();
        return page.getList("items");
    }
}
