package io.patchwave.exposure.linux;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.deb.DebEvaluator;
import io.patchwave.exposure.rpm.RpmEvaluator;
import io.patchwave.inventory.LinuxSoftware;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On every real machine the ruling is what the evaluation says, less the proof (shared data, skipped where absent). */
class OneBodyOfRulesTest {
    private static final List<String> RPM_MACHINES = List.of(
            "alma_10",
            "alma_8",
            "amazon_2023",
            "amazon_2_extra_kernel",
            "centos_7",
            "fedora_42",
            "opensuse_leap_16",
            "opensuse_leap_16_kernel-default-base",
            "oracle_8",
            "rhel_80",
            "rocky_8",
            "sles15");

    @Test
    void on_rpm_machines_with_errata() {
        for (String name : List.of("almalinux8", "almalinux8-hard")) {
            Evaluator.Compiled compiled = new RpmEvaluator().compile(Corpus.yum(name));
            LinuxCorpus.yumHosts(name)
                    .values()
                    .forEach(host -> ways(host).forEach(each -> Projection.assertOneBodyOfRules(compiled, each)));
        }
    }

    @Test
    void on_rpm_machines_with_osv_records_beside_errata() {
        List<CatalogSnapshot> parts = new ArrayList<>();
        parts.add(Corpus.yum("almalinux8-hard"));
        for (String path : List.of(
                "almalinux/almalinux-8-osv.zip",
                "almalinux/almalinux-10-osv.zip",
                "osv/redhat-sample-all.zip",
                "osv/openeuler-OESA-2021-1001.json")) {
            parts.add(Corpus.osv(path));
        }
        CatalogSnapshot together = new CatalogSnapshot(
                1,
                List.of(),
                List.of(),
                List.of(),
                parts.get(0).errata(),
                parts.get(0).mirrors(),
                parts.stream().flatMap(part -> part.osv().stream()).toList(),
                List.of());
        Evaluator.Compiled compiled = new RpmEvaluator().compile(together);
        for (String machine : RPM_MACHINES) {
            ways(LinuxCorpus.host(machine)).forEach(each -> Projection.assertOneBodyOfRules(compiled, each));
        }
        LinuxCorpus.yumHosts("almalinux8-hard")
                .values()
                .forEach(host -> Projection.assertOneBodyOfRules(compiled, host));
    }

    @Test
    void on_dpkg_machines() {
        CatalogSnapshot listed = Corpus.debian();
        CatalogSnapshot recorded = Corpus.osv("osv/ubuntu-sample-osv-all.tar.xz");
        CatalogSnapshot together = new CatalogSnapshot(
                1, List.of(), List.of(), List.of(), List.of(), List.of(), recorded.osv(), listed.debian());
        Evaluator.Compiled compiled = new DebEvaluator().compile(together);
        for (String machine : List.of(
                "debian_9",
                "debian_11",
                "debian_12",
                "ubuntu_1404",
                "ubuntu_1604",
                "ubuntu_2004",
                "ubuntu_2204",
                "ubuntu_2604")) {
            ways(LinuxCorpus.host(machine)).forEach(each -> Projection.assertOneBodyOfRules(compiled, each));
        }
    }

    /** The machine, and what it would be if its inventory told less. */
    static Stream<LinuxSoftware> ways(LinuxSoftware it) {
        return Stream.of(
                it,
                with(it, null, it.modules(), it.livepatches(), it.repositories()),
                with(it, it.runningKernel(), null, it.livepatches(), it.repositories()),
                with(it, it.runningKernel(), List.of(), List.of("kpatch_1"), List.of("baseos", "rhel-8-eus")));
    }

    private static LinuxSoftware with(
            LinuxSoftware it,
            String runningKernel,
            List<String> modules,
            List<String> livepatches,
            List<String> repositories) {
        return new LinuxSoftware(
                it.distribution(),
                it.versionId(),
                it.architecture(),
                runningKernel,
                it.packages(),
                it.debs(),
                modules,
                it.disabledModules(),
                repositories,
                livepatches,
                it.subscriptions());
    }
}
