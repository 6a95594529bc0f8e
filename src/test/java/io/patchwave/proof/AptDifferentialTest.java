package io.patchwave.proof;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.catalog.Imports;
import io.patchwave.platform.json.Json;
import io.patchwave.version.DebianVersions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real apt and we are asked about the same machines, drawn by chance: what can be upgraded, and which advisories that closes. */
@ServerTest
class AptDifferentialTest {
    private static final int HOSTS = 15;

    @BeforeAll
    static void apt() {
        RealApt.assumeHere();
    }

    @ParameterizedTest(name = "seed {0}, suites uploaded together: {1}")
    @CsvSource({"1, false", "2, true"})
    void real_apt_upgrades_what_we_call_available_and_closes_what_we_offer(long seed, boolean together) {
        Random random = new Random(seed);
        String prefix = AgentGiven.unique("apt" + seed);
        DrawnApt world = new DrawnApt(random, prefix, together);
        Path folder = Path.of("target", "proof", prefix);
        world.write(folder.resolve("archive"))
                .forEach((mirror, zip) ->
                        Imports.succeeded("format=debian&filename=dists.zip&for=debian:97&mirror=" + mirror, zip));
        Imports.succeeded("format=osv&filename=made.json", world.osv());
        RealApt apt = new RealApt(folder);
        apt.update();
        List<String> wrong = new ArrayList<>();
        int upgrades = 0;
        for (int i = 0; i < HOSTS; i++) {
            DrawnDebian host = DrawnDebian.draw(random, prefix + "-" + i, world);
            String id = AgentGiven.enrolled(host.id(), Map.of("os", Map.of("family", "linux", "id", "debian")))
                    .sends(Json.write(host.inventory(world)))
                    .hostId();
            Map<String, RealApt.Upgrade> upgradable = apt.upgradable(host);
            upgrades += upgradable.size();
            Differences.of(wrong, host.id(), "upgrade", texts(upgradable), available(id, upgradable, world));
            Differences.of(wrong, host.id(), "finding", exposed(host, world), findings(id, ""));
            Differences.of(
                    wrong,
                    host.id(),
                    "remedy for",
                    closed(host, world, apt.upgraded(host), upgradable),
                    findings(id, "remedies"));
        }
        System.out.printf("apt, seed %d: %d machines, %d upgrades of apt compared%n", seed, HOSTS, upgrades);
        assertThat(upgrades).isGreaterThan(HOSTS * 5);
        assertThat(wrong).as("seed %d, folder %s", seed, folder).isEmpty();
    }

    private static Set<String> texts(Map<String, RealApt.Upgrade> upgradable) {
        return upgradable.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().installed() + " -> "
                        + each.getValue().candidate())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As apt's; our origin must be one of the suites apt names. */
    private static Set<String> available(String host, Map<String, RealApt.Upgrade> apt, DrawnApt world) {
        Set<String> texts = new TreeSet<>();
        List<Map<String, Object>> items = admin().get("/api/v1/hosts/" + host + "/available?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
        for (Map<String, Object> item : items) {
            String key = item.get("name") + ":" + item.get("arch");
            texts.add(key + " " + item.get("installed") + " -> " + item.get("candidate"));
            if (apt.containsKey(key)) {
                assertThat(apt.get(key).suites().stream().map(world::mirror)).contains((String) item.get("origin"));
            }
        }
        return texts;
    }

    private static Set<String> findings(String host, String nonEmpty) {
        List<Map<String, Object>> items = admin().get("/api/v1/hosts/" + host + "/findings?kind=all&limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
        Set<String> ids = new TreeSet<>();
        items.stream()
                .filter(item -> nonEmpty.isEmpty() || !((List<?>) item.get(nonEmpty)).isEmpty())
                .forEach(item -> ids.add((String) item.get("advisoryId")));
        return ids;
    }

    /** By the page: a binary of the source that is installed was built from an older one. */
    private static Set<String> exposed(DrawnDebian host, DrawnApt world) {
        Set<String> ids = new TreeSet<>();
        for (DrawnApt.Fix fix : world.fixes()) {
            for (DrawnDebian.Installed installed : host.packages()) {
                if (installed.counts()
                        && isOpen(fix, installed.binary(), installed.binary().sourceVersion())) {
                    ids.add(fix.id());
                }
            }
        }
        return ids;
    }

    /** The advisories that lose an open binary by apt's own upgrade; backports are nothing we offer. */
    private static Set<String> closed(
            DrawnDebian host, DrawnApt world, Map<String, String> upgraded, Map<String, RealApt.Upgrade> upgradable) {
        Map<String, String> sourceVersions = new HashMap<>();
        world.chains()
                .values()
                .forEach(chain -> chain.forEach(built -> built.forEach(
                        binary -> sourceVersions.put(binary.name() + " " + binary.version(), binary.sourceVersion()))));
        Set<String> ids = new TreeSet<>();
        for (DrawnApt.Fix fix : world.fixes()) {
            for (DrawnDebian.Installed installed : host.packages()) {
                DrawnApt.Binary binary = installed.binary();
                String key = binary.name() + ":" + binary.arch();
                String to = upgraded.get(key);
                if (installed.counts()
                        && to != null
                        && !upgradable.get(key).suites().equals(List.of("stable-backports"))
                        && isOpen(fix, binary, binary.sourceVersion())
                        && !isOpen(fix, binary, sourceVersions.get(binary.name() + " " + to))) {
                    ids.add(fix.id());
                }
            }
        }
        return ids;
    }

    private static boolean isOpen(DrawnApt.Fix fix, DrawnApt.Binary binary, String sourceVersion) {
        return binary.source().equals(fix.source()) && DebianVersions.compare(sourceVersion, fix.version()) < 0;
    }
}
