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
import io.patchwave.inventory.Software;
import io.patchwave.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
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

    @Test
    void fresh_machines_get_dnfs_answers() {
        RealDnf.assumeHere();
        long first = Long.getLong("proof.seed", new Random().nextInt(1_000_000));
        long worlds = Long.getLong("proof.worlds", 40);
        List<String> wrong = new ArrayList<>();
        LongStream.range(first, first + worlds).forEach(seed -> compare(seed, wrong));
        System.out.printf("dnf, seeds %d to %d: %d machines%n", first, first + worlds - 1, worlds * HOSTS);
        assertThat(wrong).isEmpty();
    }

    private static void compare(long seed, List<String> wrong) {
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
            Differences.of(wrong, host.id(), "advisory", RealDnf.ids(dnf.get("available")), ids(said, each -> true));
            Differences.of(
                    wrong,
                    host.id(),
                    "remedy for",
                    world.ordinary(dnf, RealDnf.ids(dnf.get("closable"))),
                    world.ordinary(dnf, ids(said, each -> !each.remedies().isEmpty())));
            Differences.of(
                    wrong,
                    host.id(),
                    "row",
                    RealDnf.rows(dnf.get("available")),
                    rows.of((io.patchwave.inventory.LinuxSoftware) software));
            Availability.Offered offered = new RpmAvailability().of(software, catalog);
            Set<String> upgrades = new TreeSet<>();
            offered.items().forEach(each -> upgrades.add(each.name() + "-" + each.candidate() + "." + each.arch()));
            Differences.of(wrong, host.id(), "upgrade", RealDnf.packages(dnf.get("upgrades")), upgrades);
        }
    }

    private static Set<String> ids(List<Judgement> said, Predicate<Judgement> which) {
        Set<String> ids = new TreeSet<>();
        said.stream()
                .filter(each -> each.verdict() == Verdict.EXPOSED || each.verdict() == Verdict.PENDING_REBOOT)
                .filter(which)
                .forEach(each -> ids.add(each.group()));
        return ids;
    }
}
