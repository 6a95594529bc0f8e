package io.patchwave.exposure.deb;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.feed.DebianReader;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.linux.LinuxCorpus;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.DebianVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule against the Debian tracker's list on real machines (shared data, skipped where absent). */
class DebCorpusTest {
    @Test
    void debian_11_is_exposed_to_its_43_advisories() {
        compare("debian_11", 43);
    }

    @Test
    void debian_9_is_exposed_to_its_98_advisories() {
        compare("debian_9", 98);
    }

    private static void compare(String host, int size) {
        JsonNode applicable =
                LinuxCorpus.json("debian/tracker/expected-" + host + ".json").get("applicable");
        List<Judgement> judgements =
                DebCatalog.of(Corpus.debian()).evaluate(LinuxCorpus.host(host)).judgements();
        Set<String> exposed = judgements.stream()
                .filter(each -> each.verdict() == Verdict.EXPOSED)
                .map(Judgement::group)
                .collect(toCollection(TreeSet::new));
        assertThat(exposed).hasSize(size).isEqualTo(LinuxCorpus.names(applicable));
        for (Judgement judgement : judgements) {
            if (judgement.verdict() == Verdict.EXPOSED) {
                JsonNode answer = applicable.get(judgement.group());
                assertThat(judgement.remedies())
                        .containsExactly(answer.get("source").textValue() + "="
                                + answer.get("fixed").textValue());
            }
        }
    }

    @Test
    void the_archives_offer_debian_12_what_apt_offers_it() {
        List<DebOffers> archives = bookworm();
        Set<String> expected = new TreeSet<>();
        LinuxCorpus.json("debian/bookworm/debian_12.upgradable.json")
                .get("upgradable")
                .forEach(each -> expected.add(each.get("name").textValue() + "="
                        + each.get("available").textValue()));
        Set<String> upgradable = new TreeSet<>();
        for (LinuxSoftware.Deb deb : LinuxCorpus.host("debian_12").debs()) {
            DebOffers.Build candidate = DebOffers.candidate(archives, deb);
            if (candidate != null && DebianVersions.compare(candidate.version(), deb.version()) > 0) {
                upgradable.add(deb.name() + "=" + candidate.version());
            }
        }

        assertThat(upgradable).hasSize(114).isEqualTo(expected);
    }

    private static List<DebOffers> bookworm() {
        Corpus.assumeHere();
        try (Stream<Path> files = Files.walk(Corpus.DATA.resolve("debian/bookworm"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("Packages"))
                    .map(file -> new Mirror(
                            file.toString(),
                            "deb",
                            "debian",
                            "bookworm",
                            Corpus.read(file, in -> DebianReader.packages(in, file.toString())),
                            List.of(),
                            Map.of()))
                    .map(DebOffers::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
