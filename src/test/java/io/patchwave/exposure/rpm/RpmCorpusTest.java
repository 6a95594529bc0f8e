package io.patchwave.exposure.rpm;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.linux.LinuxCorpus;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rule against dnf's own answers on real advisories (shared data, skipped where absent). */
class RpmCorpusTest {
    private static final Predicate<Judgement> APPLICABLE =
            each -> each.verdict() == Verdict.EXPOSED || each.verdict() == Verdict.PENDING_REBOOT;

    private static final Set<String> CHANGING = Set.of("vim-filesystem", "python3-test", "bind-license");

    /** dnf calls it an update where the repository has a build that is newer than the installed one, but older than the fix. */
    private static final Set<String> UPDATES_THAT_DO_NOT_CLOSE = Set.of("ALSA-2026:42733");

    @Test
    void the_easy_hosts_get_dnfs_answer_60_of_60() {
        compare("almalinux8", Corpus.yum("almalinux8"));
    }

    @Test
    void the_hard_hosts_get_dnfs_answer_60_of_60() {
        compare("almalinux8-hard", Corpus.yum("almalinux8-hard"));
    }

    @Test
    void an_alma_8_machine_gets_librpms_answer_on_osv_records() {
        compareOsv("alma_8", "almalinux/almalinux-8-osv.zip", 165 + 64);
    }

    @Test
    void an_alma_10_machine_gets_librpms_answer_on_osv_records() {
        compareOsv("alma_10", "almalinux/almalinux-10-osv.zip", 49 + 82);
    }

    @Test
    void one_build_in_primary_explains_312_missing_epochs_on_57_hosts() {
        RpmCatalog compiled = RpmCatalog.of(Corpus.yum("almalinux8-hard"));
        Map<String, JsonNode> expected = LinuxCorpus.lines("yum/almalinux8-hard/expected.ndjson.gz");
        Set<String> pairs = new TreeSet<>();
        Set<String> hosts = new TreeSet<>();
        LinuxCorpus.yumHosts("almalinux8-hard").forEach((name, host) -> {
            Set<String> known = LinuxCorpus.texts(expected.get(name).get("advisories"));
            compiled.walk(host, new Walk.Listener() {
                @Override
                public void lane(Lane lane, int from, int to, @Nullable Weight weight, Place newest) {}

                @Override
                public void odd(Table.Odd odd, Weight weight, @Nullable Fix fix, Place newest) {
                    var doubtful = (Fix.Doubtful) odd.fix();
                    boolean applies = doubtful.possible().size() == 1
                            && newest.nevra()
                                    .evr()
                                    .isOlderThan(doubtful.possible().get(0));
                    if (applies && !known.contains(doubtful.advisory().id())) {
                        pairs.add(name + " " + doubtful.advisory().id());
                        hosts.add(name);
                    }
                }
            });
        });
        assertThat(pairs).hasSize(312);
        assertThat(hosts).hasSize(57);
    }

    @Test
    void what_replaces_a_package_or_changes_its_architecture_is_a_hint_and_no_finding() {
        RpmCatalog compiled = RpmCatalog.of(Corpus.yum("almalinux8-hard"));
        Set<String> curl = new TreeSet<>();
        Set<String> replaced = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        LinuxCorpus.yumHosts("almalinux8-hard").forEach((name, host) -> {
            Evaluation evaluation = compiled.evaluate(host);
            for (Evaluation.Hint hint : evaluation.hints()) {
                (hint.code().equals("replaced") ? replaced : changed).add(name);
                if (hint.named().startsWith("curl-minimal8-")) {
                    curl.add(name);
                    assertThat(ids(evaluation, each -> true)).doesNotContain(hint.advisory());
                }
            }
        });
        assertThat(curl).hasSize(35);
        assertThat(replaced).hasSize(44);
        assertThat(changed).hasSize(43);
        assertThat(pastTheChange(changed)).hasSize(8);
    }

    /** Of the 51 hosts with a package whose architecture changes the others have the newest of it: no build of the other is newer. */
    private static Set<String> pastTheChange(Set<String> hinted) {
        Map<String, JsonNode> described = LinuxCorpus.lines("yum/almalinux8-hard/hosts.ndjson.gz");
        CatalogSnapshot catalog = Corpus.yum("almalinux8-hard");
        Set<String> past = new TreeSet<>();
        LinuxCorpus.yumHosts("almalinux8-hard").forEach((name, host) -> {
            boolean tagged = LinuxCorpus.texts(described.get(name).get("tags")).contains("arch-change");
            if (tagged && !hinted.contains(name)) {
                past.add(name);
                host.packages()
                        .forEach(rpm -> assertThat(newerOfOtherArchitecture(rpm.nevra(), catalog))
                                .as("%s on %s", rpm.nevra(), name)
                                .isEmpty());
            }
            assertThat(tagged || !hinted.contains(name)).as(name).isTrue();
        });
        return past;
    }

    private static List<String> newerOfOtherArchitecture(String text, CatalogSnapshot catalog) {
        Nevra nevra = Objects.requireNonNull(Nevra.parse(text));
        String other = nevra.arch().equals("noarch") ? "x86_64" : "noarch";
        return CHANGING.contains(nevra.name())
                ? catalog.errata().stream()
                        .flatMap(erratum -> erratum.collections().stream())
                        .flatMap(collection -> collection.packages().stream())
                        .filter(fixed -> fixed.name().equals(nevra.name())
                                && fixed.arch().equals(other))
                        .map(fixed -> new Evr(nevra.evr().epoch(), fixed.version(), fixed.release()))
                        .filter(nevra.evr()::isOlderThan)
                        .map(Evr::toString)
                        .toList()
                : List.of();
    }

    private static void compareOsv(String name, String records, int size) {
        JsonNode answer = LinuxCorpus.json("linux/hosts/" + name + ".advisories.json");
        Set<String> expected = LinuxCorpus.names(answer.get("applicable"));
        expected.addAll(LinuxCorpus.names(answer.get("applicablePublishedAfterScan")));
        Evaluation evaluation = RpmCatalog.of(Corpus.osv(records)).evaluate(LinuxCorpus.host(name));
        assertThat(expected).hasSize(size);
        assertThat(ids(evaluation, APPLICABLE)).isEqualTo(expected);
    }

    private static void compare(String name, CatalogSnapshot catalog) {
        RpmCatalog compiled = RpmCatalog.of(catalog);
        Map<String, LinuxSoftware> hosts = LinuxCorpus.yumHosts(name);
        Map<String, JsonNode> expected = LinuxCorpus.lines("yum/" + name + "/expected.ndjson.gz");
        List<String> wrong = new ArrayList<>();
        for (var host : hosts.entrySet()) {
            JsonNode answer = expected.get(host.getKey());
            Evaluation evaluation = compiled.evaluate(host.getValue());
            differ(wrong, host.getKey(), LinuxCorpus.texts(answer.get("advisories")), ids(evaluation, APPLICABLE));
            if (answer.has("rows")) {
                differ(
                        wrong,
                        host.getKey() + " row",
                        LinuxCorpus.texts(answer.get("rows")),
                        DnfRows.over(compiled).of(host.getValue()));
                Set<String> installable = LinuxCorpus.texts(answer.get("installable"));
                installable.removeAll(UPDATES_THAT_DO_NOT_CLOSE);
                differ(
                        wrong,
                        host.getKey() + " installable",
                        installable,
                        ids(evaluation, each -> !each.remedies().isEmpty()));
            }
            assertThat(ids(evaluation, each -> each.verdict() == Verdict.UNKNOWN))
                    .as("what is said beyond dnf is only that an epoch is missing")
                    .isEqualTo(ids(evaluation, each -> "epoch-ambiguous".equals(each.reason())));
        }
        assertThat(hosts).hasSize(60);
        assertThat(wrong).isEmpty();
    }

    private static void differ(List<String> wrong, String what, Set<String> expected, Set<String> actual) {
        expected.stream().filter(each -> !actual.contains(each)).forEach(each -> wrong.add(what + " missed " + each));
        actual.stream().filter(each -> !expected.contains(each)).forEach(each -> wrong.add(what + " too many " + each));
    }

    private static Set<String> ids(Evaluation evaluation, Predicate<Judgement> which) {
        return evaluation.judgements().stream()
                .filter(which)
                .map(Judgement::group)
                .collect(toCollection(TreeSet::new));
    }
}
