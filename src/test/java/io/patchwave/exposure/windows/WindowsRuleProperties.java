package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.SERVER_2012_R2;
import static io.patchwave.exposure.windows.SmallCatalog.WINDOWS_10_21H2;
import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static io.patchwave.exposure.windows.SmallCatalog.superseding;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Months m of 2020 have a rollup KB50000m0, a security-only update KB50000m1, a single one KB50000m2 and four CVEs. */
class WindowsRuleProperties {
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug");

    private static String kb(int month, int kind) {
        return "KB" + (5_000_000 + month * 10 + kind);
    }

    private static SmallCatalog six() {
        SmallCatalog catalog = new SmallCatalog();
        for (int m = 0; m < MONTHS.size(); m++) {
            String document = "2020-" + MONTHS.get(m);
            catalog.rollups(SERVER_2012_R2, kb(m, 0)).securityOnly(SERVER_2012_R2, kb(m, 1));
            catalog.cve(
                            document,
                            "CVE-2020-1" + m,
                            superseding(fix(kb(m, 0), "Monthly Rollup", SERVER_2012_R2), kb(Math.max(0, m - 1), 0)),
                            fix(kb(m, 1), "Security Only", SERVER_2012_R2))
                    .cve(document, "CVE-2020-2" + m, fix(kb(m, 1), "Security Only", SERVER_2012_R2))
                    .cve(document, "CVE-2020-3" + m, fix(kb(m, 2), "Security Update", SERVER_2012_R2))
                    .cve(document, "CVE-2020-4" + m, superseding(fix(kb(m, 2), "", SERVER_2012_R2), kb(m / 2, 2)));
        }
        return catalog;
    }

    private static SmallCatalog ten() {
        SmallCatalog catalog = new SmallCatalog();
        for (int m = 0; m < MONTHS.size(); m++) {
            catalog.cumulative("Windows 10", "19044", 1000 + m * 10, kb(m, 0))
                    .cve("2020-" + MONTHS.get(m), "CVE-2020-1" + m, fix(kb(m, 0), "Security Update", WINDOWS_10_21H2))
                    .cve(
                            "2020-" + MONTHS.get(m),
                            "CVE-2020-2" + m,
                            superseding(fix(kb(m, 2), "", WINDOWS_10_21H2), kb(m, 0)));
        }
        return catalog;
    }

    @Provide
    Arbitrary<Set<String>> updates() {
        List<String> all = IntStream.range(0, MONTHS.size())
                .boxed()
                .flatMap(m -> IntStream.range(0, 3).mapToObj(kind -> kb(m, kind)))
                .toList();
        return Arbitraries.of(all).set().ofMaxSize(8);
    }

    private static Set<String> open(Evaluation evaluation) {
        Set<String> open = new TreeSet<>();
        evaluation.judgements().stream()
                .filter(j -> j.verdict() == Verdict.EXPOSED)
                .forEach(j -> open.addAll(j.advisories()));
        return open;
    }

    @Property(tries = 100)
    void the_order_of_statements_does_not_matter(@ForAll("updates") Set<String> listed, @ForAll long seed) {
        Windows machine = Windows.server2012R2().with(listed.toArray(String[]::new));

        assertThat(six().shuffled(seed).evaluate(machine.software())).isEqualTo(six().evaluate(machine.software()));
    }

    @Property(tries = 100)
    void a_later_rollup_never_opens_a_finding_on_6x(
            @ForAll("updates") Set<String> listed, @ForAll @IntRange(max = 7) int month) {
        Windows before = Windows.server2012R2().with(listed.toArray(String[]::new));
        Windows after =
                Windows.server2012R2().with(listed.toArray(String[]::new)).with(kb(month, 0));

        assertThat(open(six().evaluate(before.software()))).containsAll(open(six().evaluate(after.software())));
    }

    @Property(tries = 100)
    void a_higher_revision_never_opens_a_finding_on_10(
            @ForAll("updates") Set<String> listed,
            @ForAll @IntRange(min = 900, max = 1100) int revision,
            @ForAll @IntRange(max = 100) int more) {
        Windows before = Windows.windows10(19044, revision).with(listed.toArray(String[]::new));
        Windows after = Windows.windows10(19044, revision + more).with(listed.toArray(String[]::new));

        assertThat(notPatched(ten().evaluate(before.software())))
                .containsAll(notPatched(ten().evaluate(after.software())));
    }

    private static Set<String> notPatched(Evaluation evaluation) {
        Set<String> left = new TreeSet<>();
        evaluation.judgements().stream()
                .filter(j -> j.verdict() != Verdict.PATCHED)
                .forEach(j -> left.addAll(j.advisories()));
        return left;
    }
}
