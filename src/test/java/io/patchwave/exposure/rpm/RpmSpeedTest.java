package io.patchwave.exposure.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.linux.LinuxCorpus;
import io.patchwave.inventory.LinuxSoftware;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/** How much processor time a catalog takes to compile and a host to evaluate; bounds are wide, the printed figures are what is of interest. */
class RpmSpeedTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void a_host_is_evaluated_in_milliseconds() {
        CatalogSnapshot catalog = Corpus.yum("almalinux8");
        Collection<LinuxSoftware> hosts = LinuxCorpus.yumHosts("almalinux8").values();
        long start = THREADS.getCurrentThreadCpuTime();
        RpmCatalog compiled = RpmCatalog.of(catalog);
        double compile = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        int judgements = 0;
        double evaluate = 0;
        for (int round = 0; round < 20; round++) {
            start = THREADS.getCurrentThreadCpuTime();
            for (LinuxSoftware host : hosts) {
                judgements += compiled.evaluate(host).judgements().size();
            }
            evaluate = (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / hosts.size();
        }
        System.out.printf(
                "advisories=%d packages=%d compileMs=%.0f evaluateMs=%.3f judgementsPerHost=%d%n",
                catalog.errata().size(),
                hosts.stream().mapToInt(host -> host.packages().size()).sum() / hosts.size(),
                compile,
                evaluate,
                judgements / 20 / hosts.size());
        assertThat(evaluate).isLessThan(50);
    }
}
