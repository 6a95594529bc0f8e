package io.patchwave.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.available.Availability;
import io.patchwave.exposure.rpm.DnfRows;
import io.patchwave.exposure.rpm.RpmAvailability;
import io.patchwave.exposure.rpm.RpmEvaluator;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * As {@link DnfDifferentialTest}, without the server and with fresh seeds: {@code ./mvnw -Plong test -Dtest=DnfLongTest}, again
 * with {@code -Dproof.seed=N -Dproof.worlds=1}.
 */
@Tag("long")
class DnfLongTest {
    private static final int HOSTS = 40;

    private int contradictory;

    @Test
    void fresh_machines_get_dnfs_answers() {
        RealDnf.assumeHere();
        long first = Long.getLong("proof.seed", new Random().nextInt(1_000_000));
        long worlds = Long.getLong("proof.worlds", 40);
        List<String> wrong = new ArrayList<>();
        LongStream.range(first, first + worlds).forEach(seed -> compare(seed, wrong));
        System.out.printf(
                "dnf, seeds %d to %d: %d machines, modules contradict on %d%n",
                first, first + worlds - 1, worlds * HOSTS, contradictory);
        assertThat(wrong).isEmpty();
    }

    private void compare(long seed, List<String> wrong) {
        Random random = new Random(seed);
        String prefix = "seed" + seed;
        Path folder = Path.of("target", "proof", prefix);
        DrawnYum world = new DrawnYum(random, prefix);
        List<DrawnHost> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(DrawnHost.draw(random, prefix + "-" + i, world));
        }
        Path repos = folder.resolve("repos");
        world.repositories().forEach(repository -> YumFiles.write(repository, repos.resolve(repository.id())));
        JsonNode answers = RealDnf.ask(folder, hosts);
        CatalogSnapshot catalog = DrawnCatalog.of(world, repos, "dnfproof");
        DnfRows rows = DnfRows.over(catalog);
        var compiled = new RpmEvaluator().compile(catalog);
        for (DrawnHost host : hosts) {
            JsonNode dnf = answers.get(host.id());
            Software software = InventoryDocument.parse(
                            Json.write(host.inventory("dnfproof")).getBytes(StandardCharsets.UTF_8))
                    .software();
            List<Judgement> said = compiled.evaluate(software).judgements();
            Set<String> known = RealDnf.ids(dnf.get("available"));
            Set<String> listed = RealDnf.rows(dnf.get("available"));
            Set<String> ours = rows.of((LinuxSoftware) software);
            Availability.Offered offered = new RpmAvailability().of(software, catalog);
            if ("modules-contradict".equals(offered.reason())) {
                contradictory++;
                known.removeAll(unknown(said));
                Differences.of(wrong, host.id(), "advisory", known, ids(said));
                assertThat(listed).containsAll(ours);
                continue;
            }
            Differences.of(wrong, host.id(), "advisory", known, ids(said));
            Differences.of(wrong, host.id(), "row", listed, ours);
            Differences.of(wrong, host.id(), "remedy", RealDnf.rows(dnf.get("closable")), remedies(said));
            Set<String> upgrades = new TreeSet<>();
            offered.items().forEach(each -> upgrades.add(each.name() + "-" + each.candidate() + "." + each.arch()));
            Differences.of(wrong, host.id(), "upgrade", RealDnf.packages(dnf.get("upgrades")), upgrades);
        }
    }

    private static Set<String> unknown(List<Judgement> said) {
        Set<String> ids = new TreeSet<>();
        said.stream().filter(each -> each.verdict() == Verdict.UNKNOWN).forEach(each -> ids.add(each.group()));
        return ids;
    }

    private static Set<String> remedies(List<Judgement> said) {
        Set<String> remedies = new TreeSet<>();
        said.forEach(each -> each.remedies().forEach(build -> remedies.add(each.group() + " " + build)));
        return remedies;
    }

    private static Set<String> ids(List<Judgement> said) {
        Set<String> ids = new TreeSet<>();
        said.stream()
                .filter(each -> each.verdict() == Verdict.EXPOSED || each.verdict() == Verdict.PENDING_REBOOT)
                .forEach(each -> ids.add(each.group()));
        return ids;
    }
}
