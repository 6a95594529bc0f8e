package io.patchwave.exposure.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.linux.Projection;
import io.patchwave.inventory.LinuxSoftware;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * The law of incremental work, on catalogs and hosts drawn by chance: ruling is evaluating less the proof, a renewed catalog says
 * what a fresh one says, and what a difference leaves out has not changed.
 */
class RpmDifferenceProperties {
    private final RpmEvaluator evaluator = new RpmEvaluator();

    @Property(tries = 400)
    void a_difference_says_all_that_changed(@ForAll long seed, @ForAll boolean numbers) {
        Numbered numbered = new Numbered();
        DrawnCatalog drawn = new DrawnCatalog(new Random(seed));
        Evaluator.Compiled before = evaluator.compile(drawn.next());
        for (int step = 0; step < 4; step++) {
            var hosts = Stream.generate(drawn::host)
                    .limit(5)
                    .map(host -> numbers ? numbered.of(host) : host)
                    .toList();
            for (LinuxSoftware host : hosts) {
                ((Ruler) before).rule(host, (group, why) -> {});
            }
            CatalogSnapshot next = drawn.next();
            Evaluator.Compiled after = evaluator.compile(next, before);
            Evaluator.Compiled fresh = evaluator.compile(next);
            Ruler older = (Ruler) before;
            Ruler newer = (Ruler) after;
            Ruler.Difference difference = newer.since(older);
            Statistics.collect(after == before ? "same" : difference == null ? "anew" : "difference");
            for (LinuxSoftware host : hosts) {
                Map<String, Grounds> was = Projection.of(older, host);
                Projection.assertOneBodyOfRules(after, host);
                Map<String, Grounds> is = Projection.of(newer, host);
                assertThat(is).isEqualTo(Projection.of((Ruler) fresh, host));
                assertThat(after.evaluate(host)).isEqualTo(fresh.evaluate(host));
                if (after == before) {
                    assertThat(is).isEqualTo(was);
                } else if (difference != null && difference.holdsFor(host)) {
                    assertThat(difference.touches(host) || is.equals(was)).isTrue();
                    was.keySet().removeAll(difference.keys());
                    was.putAll(Projection.of(newer, difference, host));
                    assertThat(is).isEqualTo(was);
                    assertThat(newer.rule(host, (group, why) -> {})).isEqualTo(older.rule(host, (group, why) -> {}));
                }
            }
            before = after;
        }
    }
}
