package io.patchwave.exposure.simulation;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.TestRulings;
import io.patchwave.exposure.linux.LinuxCorpus;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.Software;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chosen remedies close all that can be closed, and none of them can be left out, on the real machines. */
class ChooserTest {
    @Test
    void the_choice_is_whole_and_has_nothing_needless_on_the_real_windows_machines() throws IOException {
        CatalogSnapshot catalog = Corpus.windows();
        CatalogRulings rulings = TestRulings.of(catalog);
        Random random = new Random(17);
        List<String> cves = new ArrayList<>(new TreeSet<>(
                catalog.statements().stream().map(statement -> statement.cve()).toList()));
        BitSet all = rulings.numbers(cves);
        for (Software machine : machines()) {
            Choices.check(rulings, machine, all);
            BitSet some = new BitSet();
            for (int i = 0; i < 40; i++) {
                some.set(rulings.number(cves.get(random.nextInt(cves.size()))));
            }
            Choices.check(rulings, machine, some);
        }
    }

    @Test
    void the_choice_is_whole_and_has_nothing_needless_on_real_rpm_machines() {
        CatalogSnapshot catalog = Corpus.yum("almalinux8-hard");
        CatalogRulings rulings = TestRulings.of(catalog);
        BitSet all = rulings.numbers(
                catalog.errata().stream().map(advisory -> advisory.id()).toList());
        LinuxCorpus.yumHosts("almalinux8-hard").values().forEach(machine -> Choices.check(rulings, machine, all));
    }

    private static List<Software> machines() throws IOException {
        List<Software> machines = new ArrayList<>();
        try (Stream<Path> files = Files.list(Corpus.DATA.resolve("microsoft/expected"))) {
            files.map(file -> file.getFileName().toString().replace(".json.gz", ".json"))
                    .sorted()
                    .forEach(name -> machines.add(machine(name)));
        }
        return machines;
    }

    private static Software machine(String name) {
        Path file = Stream.of("hosts", "vuls-hosts")
                .map(folder -> Corpus.DATA.resolve("microsoft").resolve(folder).resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        try {
            return InventoryDocument.parse(Files.readAllBytes(file)).software();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
