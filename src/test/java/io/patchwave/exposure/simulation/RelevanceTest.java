package io.patchwave.exposure.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.SetVerdicts;
import io.patchwave.exposure.TestRulings;
import io.patchwave.exposure.linux.LinuxCorpus;
import io.patchwave.inventory.LinuxSoftware;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A part of a machine must be answered about the advisories in question as the whole is. */
class RelevanceTest {
    private static Map<Integer, Object> answers(CatalogRulings rulings, LinuxSoftware machine, Relevance relevance) {
        Map<Integer, Object> answers = new TreeMap<>();
        SetVerdicts said = rulings.ask(machine, rulings.numbers(relevance.advisories()), null);
        said.each(answers::put);
        return answers;
    }

    private static void compare(CatalogSnapshot catalog, Iterable<LinuxSoftware> machines, List<String> ids) {
        CatalogRulings rulings = TestRulings.of(catalog);
        Random random = new Random(20261124);
        List<String> shuffled = new ArrayList<>(new TreeSet<>(ids));
        Collections.shuffle(shuffled, random);
        for (int from = 0; from < Math.min(shuffled.size(), 120); from += 4) {
            Relevance relevance = Relevance.of(
                    catalog, List.of(), Set.copyOf(shuffled.subList(from, Math.min(from + 4, shuffled.size()))));
            for (LinuxSoftware machine : machines) {
                assertThat(answers(rulings, (LinuxSoftware) relevance.partOf(machine), relevance))
                        .as("%s of %s", relevance.advisories(), machine.runningKernel())
                        .isEqualTo(answers(rulings, machine, relevance));
            }
        }
    }

    @Test
    void parts_of_real_rpm_machines_are_answered_as_the_whole() {
        CatalogSnapshot catalog = Corpus.yum("almalinux8-hard");
        compare(
                catalog,
                LinuxCorpus.yumHosts("almalinux8-hard").values(),
                catalog.errata().stream().map(advisory -> advisory.id()).toList());
    }

    @Test
    void parts_of_real_debian_machines_are_answered_as_the_whole() {
        CatalogSnapshot catalog = Corpus.debian();
        compare(
                catalog,
                List.of(LinuxCorpus.host("debian_9"), LinuxCorpus.host("debian_11"), LinuxCorpus.host("debian_12")),
                catalog.debian().stream().map(advisory -> advisory.id()).toList());
    }

    @Test
    void only_packages_that_the_advisories_in_question_name_are_kept() {
        CatalogSnapshot catalog = new SmallFleet()
                .erratum("A", "bash-0:2-1.el8.x86_64", "bash-doc-0:2-1.el8.noarch")
                .erratum("B", "zlib-0:2-1.el8.x86_64")
                .catalog();
        Relevance relevance = Relevance.of(catalog, List.of(Remedy.of("bash-0:2-1.el8.x86_64")), Set.of());
        LinuxSoftware part = (LinuxSoftware) relevance.partOf(SmallFleet.alma(
                null,
                "bash-0:1-1.el8.x86_64",
                "bash-completion-0:1-1.el8.noarch",
                "bash-doc-0:1-1.el8.noarch",
                "kernel-core-0:1-1.el8.x86_64",
                "zlib-0:1-1.el8.x86_64"));
        assertThat(relevance.advisories()).containsExactly("A");
        assertThat(part.packages().stream().map(LinuxSoftware.Rpm::nevra))
                .containsExactly("bash-0:1-1.el8.x86_64", "bash-doc-0:1-1.el8.noarch");
    }
}
