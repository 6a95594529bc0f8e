package io.patchwave.exposure.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.deb.DebEvaluator;
import io.patchwave.exposure.deb.Suites;
import io.patchwave.exposure.rpm.RpmEvaluator;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every real Linux machine and image of the shared data (skipped where absent), also of distributions that no whole document is
 * there for: with errata made of its own packages, and with those that its own dnf, yum or zypper offered it.
 */
class EveryMachineTest {
    private static final String ABSENT = "absent";
    private static final String MIRROR = "made";

    static Stream<String> machines() throws IOException {
        Path folder = Corpus.DATA.resolve("linux");
        if (!Files.isDirectory(folder)) {
            return Stream.of(ABSENT);
        }
        try (Stream<Path> hosts = Files.list(folder.resolve("hosts"));
                Stream<Path> images = Files.list(folder.resolve("images"))) {
            return Stream.concat(hosts, images)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> name.matches("[a-z]+/[^.]*(?:\\.\\d+[^.]*)?\\.json"))
                    .filter(name -> !name.contains("manifest-lock"))
                    .map(name -> name.replaceFirst("\\.json$", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<String> rpmMachines() throws IOException {
        return machines()
                .filter(name -> name.equals(ABSENT) || !machine(name).packages().isEmpty());
    }

    static Stream<String> dpkgMachines() throws IOException {
        return machines()
                .filter(name -> name.equals(ABSENT) || !machine(name).debs().isEmpty());
    }

    static Stream<String> machinesWithOffers() throws IOException {
        return rpmMachines()
                .filter(name ->
                        name.equals(ABSENT) || Files.exists(Corpus.DATA.resolve("linux/" + name + ".upgrades.json")));
    }

    private static LinuxSoftware machine(String name) {
        return LinuxCorpus.parse(LinuxCorpus.json("linux/" + name + ".json"));
    }

    @ParameterizedTest
    @MethodSource("rpmMachines")
    void errata_made_of_an_rpm_machines_own_packages_are_open_where_they_are_newer(String name) {
        Corpus.assumeHere();
        LinuxSoftware host = machine(name);
        List<RpmAdvisory> errata = new ArrayList<>();
        Set<String> open = new TreeSet<>();
        Set<String> closed = new TreeSet<>();
        for (LinuxSoftware.Rpm rpm : host.packages()) {
            Nevra nevra = Nevra.parse(rpm.nevra());
            assertThat(nevra).as(rpm.nevra()).isNotNull();
            Evr evr = nevra.evr();
            int kind = errata.size() % 3;
            String release = kind == 0 ? evr.release() + ".1" : kind == 1 ? evr.release() : "~0";
            (kind == 0 ? open : closed).add("MADE-" + errata.size());
            errata.add(erratum("MADE-" + errata.size(), nevra, evr.epoch(), evr.version(), release));
        }
        Evaluator.Compiled compiled = new RpmEvaluator().compile(catalog(host, errata));
        Evaluation evaluation = compiled.evaluate(host);

        assertThat(ids(evaluation, Verdict.EXPOSED)).containsExactlyElementsOf(open);
        assertThat(ids(evaluation, Verdict.PATCHED)).containsExactlyElementsOf(closed);
        assertThat(evaluation.judgements())
                .filteredOn(each -> each.verdict() == Verdict.EXPOSED)
                .allMatch(each -> each.remedies().size() == 1);
        assertThat(evaluation.hostUnknowns()).isEmpty();
        assertOneBodyOfRules(compiled, host);
    }

    @ParameterizedTest
    @MethodSource("machinesWithOffers")
    void errata_made_of_what_its_own_update_client_offered_are_open_and_nothing_else(String name) {
        Corpus.assumeHere();
        LinuxSoftware host = machine(name);
        Set<String> installed =
                host.packages().stream().map(LinuxSoftware.Rpm::nevra).collect(Collectors.toSet());
        List<RpmAdvisory> errata = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (JsonNode offer :
                LinuxCorpus.json("linux/" + name + ".upgrades.json").get("upgrades")) {
            String build =
                    offer.get("name").asText() + "-%s." + offer.get("arch").asText();
            Nevra nevra = Nevra.parse(build.formatted(offer.get("available").asText()));
            assertThat(nevra).as(offer.toString()).isNotNull();
            Evr evr = nevra.evr();
            String id = "OFFER-" + errata.size();
            errata.add(erratum(id, nevra, evr.epoch(), evr.version(), evr.release()));
            if (installed.contains(build.formatted(offer.get("installed").asText()))) {
                expected.add(id);
            }
        }
        Evaluator.Compiled compiled = new RpmEvaluator().compile(catalog(host, errata));

        assertThat(expected).isNotEmpty();
        assertThat(ids(compiled.evaluate(host), Verdict.EXPOSED)).isEqualTo(expected);
        assertOneBodyOfRules(compiled, host);
    }

    @ParameterizedTest
    @MethodSource("dpkgMachines")
    void fixes_made_of_a_dpkg_machines_own_sources_are_open_where_they_are_newer(String name) {
        Corpus.assumeHere();
        LinuxSoftware host = machine(name);
        List<DebAdvisory> newer = new ArrayList<>();
        Set<String> sources = new TreeSet<>();
        for (LinuxSoftware.Deb deb : host.debs()) {
            if (!deb.source().startsWith("linux") && !deb.source().endsWith("signed") && sources.add(deb.source())) {
                newer.add(fix(deb.source(), host, "99:1"));
                newer.add(fix(deb.source(), host, "0~0"));
            }
        }
        CatalogSnapshot catalog =
                new CatalogSnapshot(1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), newer);
        Evaluator.Compiled compiled = new DebEvaluator().compile(catalog);

        if (host.distribution().equals("debian")) {
            Evaluation evaluation = compiled.evaluate(host);
            assertThat(ids(evaluation, Verdict.EXPOSED))
                    .isEqualTo(sources.stream().map(each -> each + "=99:1").collect(Collectors.toSet()));
            assertThat(ids(evaluation, Verdict.PATCHED))
                    .isEqualTo(sources.stream().map(each -> each + "=0~0").collect(Collectors.toSet()));
        } else {
            assertThat(compiled.evaluate(host).judgements()).isEmpty();
        }
        assertOneBodyOfRules(compiled, host);
    }

    private static DebAdvisory fix(String source, LinuxSoftware host, String version) {
        String release = Suites.number(host.versionId()).replaceFirst("\\..*", "");
        String id = source + "=" + version;
        return new DebAdvisory(id, id, null, List.of(), List.of(new DebAdvisory.SourceFix(release, source, version)));
    }

    private static RpmAdvisory erratum(String id, Nevra of, long epoch, String version, String release) {
        var fixed = new RpmAdvisory.FixedPackage(of.name(), String.valueOf(epoch), version, release, of.arch(), false);
        return new RpmAdvisory(
                id,
                MIRROR,
                "security",
                id,
                null,
                null,
                null,
                List.of(),
                List.of(new RpmAdvisory.PackageCollection(null, List.of(fixed))));
    }

    private static CatalogSnapshot catalog(LinuxSoftware host, List<RpmAdvisory> errata) {
        Mirror mirror =
                new Mirror(MIRROR, "rpm", host.distribution(), host.versionId(), List.of(), List.of(), Map.of());
        return new CatalogSnapshot(1, List.of(), List.of(), List.of(), errata, List.of(mirror), List.of(), List.of());
    }

    private static Set<String> ids(Evaluation evaluation, Verdict verdict) {
        Predicate<Judgement> wanted = each -> each.verdict() == verdict;
        return evaluation.judgements().stream()
                .filter(wanted)
                .map(Judgement::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertOneBodyOfRules(Evaluator.Compiled compiled, LinuxSoftware host) {
        OneBodyOfRulesTest.ways(host).forEach(each -> Projection.assertOneBodyOfRules(compiled, each));
    }
}
