package io.patchwave.exposure.opinion;

import io.patchwave.exposure.FleetHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The fleet's disagreements summed up by rule and direction. */
final class RuleCounts {
    private static final int HOSTS = 5;
    private static final int REMEDIES = 5;

    private long hosts;
    private long findings;
    private final List<SampleHost> sampleHosts = new ArrayList<>();
    private final Set<String> remedies = new LinkedHashSet<>();

    private RuleCounts() {}

    /** A host to look at. */
    record SampleHost(UUID hostId, String hostname) {}

    /**
     * One rule in one direction.
     *
     * @param theirs what the hosts say: {@code missing} or {@code not-missing}
     * @param ours our verdict
     * @param hosts on how many hosts
     * @param findings host × advisory
     * @param sampleRemedies some of the remedies it is about
     */
    record Row(
            String theirs,
            String ours,
            String rule,
            long hosts,
            long findings,
            List<String> sampleRemedies,
            List<SampleHost> sampleHosts) {}

    /** Most hosts first. */
    static List<Row> of(FleetOpinions.Fleet fleet) {
        Map<FleetOpinions.Kind, RuleCounts> sums = new LinkedHashMap<>();
        fleet.byHost()
                .forEach((host, counts) ->
                        counts.forEach(count -> sums.computeIfAbsent(count.kind(), kind -> new RuleCounts())
                                .add(host, count)));
        return sums.entrySet().stream()
                .map(sum -> sum.getValue().row(sum.getKey()))
                .sorted(Comparator.comparingLong((Row row) -> -row.hosts())
                        .thenComparing(Row::theirs)
                        .thenComparing(Row::rule)
                        .thenComparing(Row::ours))
                .toList();
    }

    private void add(FleetHost host, FleetOpinions.Count count) {
        hosts++;
        findings += count.findings();
        if (sampleHosts.size() < HOSTS) {
            sampleHosts.add(new SampleHost(host.id(), host.hostname()));
        }
        if (remedies.size() < REMEDIES) {
            remedies.addAll(count.remedies());
        }
    }

    private Row row(FleetOpinions.Kind kind) {
        return new Row(
                kind.direction().word(),
                kind.ours(),
                kind.rule(),
                hosts,
                findings,
                remedies.stream().limit(REMEDIES).toList(),
                List.copyOf(sampleHosts));
    }
}
