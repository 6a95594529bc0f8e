package io.patchwave.exposure.windows;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.catalog.WindowsStatement.AffectedProduct;
import io.patchwave.catalog.WindowsStatement.VendorFix;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.inventory.Software;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A catalog written by hand: a few updates of the history and a few statements. */
final class SmallCatalog {
    static final String SERVER_2012_R2 = "Windows Server 2012 R2";
    static final String SERVER_2022 = "Windows Server 2022";
    static final String WINDOWS_10_21H2 = "Windows 10 Version 21H2 for x64-based Systems";
    static final String WINDOWS_7 = "Windows 7 for x64-based Systems Service Pack 1";
    static final Instant RELEASED = Instant.parse("2019-10-03T07:00:00Z");

    private final List<HistoryLine> history = new ArrayList<>();
    private final List<WindowsStatement> statements = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();

    /** Rollups of a 6.x product in their order. */
    SmallCatalog rollups(String product, String... kbs) {
        Arrays.stream(kbs).forEach(kb -> history.add(new HistoryLine(product, "SP1", "rollup", null, kb)));
        return this;
    }

    /** Security-only updates of a 6.x product in their order. */
    SmallCatalog securityOnly(String product, String... kbs) {
        Arrays.stream(kbs).forEach(kb -> history.add(new HistoryLine(product, "SP1", "securityOnly", null, kb)));
        return this;
    }

    /** A cumulative update of 10.0. */
    SmallCatalog cumulative(String product, String build, int revision, String kb) {
        history.add(new HistoryLine(product, build, "rollup", revision, kb));
        return this;
    }

    SmallCatalog cve(String document, String cve, VendorFix... fixes) {
        List<AffectedProduct> products = Arrays.stream(fixes)
                .flatMap(fix -> fix.products().stream())
                .distinct()
                .map(name -> new AffectedProduct(name, "Critical"))
                .toList();
        statements.add(new WindowsStatement(document, RELEASED, cve, cve, products, List.of(fixes), null));
        return this;
    }

    /** Affected, and nothing published that could be installed. */
    SmallCatalog withoutRemedy(String document, String cve, String product) {
        List<AffectedProduct> products = List.of(new AffectedProduct(product, null));
        statements.add(new WindowsStatement(document, RELEASED, cve, cve, products, List.of(), null));
        return this;
    }

    SmallCatalog incomplete(String... months) {
        incomplete.addAll(List.of(months));
        return this;
    }

    /** The same statements in another order. */
    SmallCatalog shuffled(long seed) {
        Collections.shuffle(statements, new Random(seed));
        return this;
    }

    Evaluation evaluate(Software software) {
        return compile().evaluate(software);
    }

    Evaluator.Compiled compile() {
        return new WindowsEvaluator().compile(snapshot());
    }

    CatalogSnapshot snapshot() {
        return new CatalogSnapshot(
                1,
                List.copyOf(statements),
                List.copyOf(history),
                List.copyOf(incomplete),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static VendorFix fix(String kb, String subType, String... products) {
        return new VendorFix(kb, subType, null, List.of(), List.of(products));
    }

    static VendorFix built(String kb, String subType, String fixedBuild, String... products) {
        return new VendorFix(kb, subType, fixedBuild, List.of(), List.of(products));
    }

    static VendorFix superseding(VendorFix fix, String... older) {
        return new VendorFix(fix.kb(), fix.subType(), fix.fixedBuild(), List.of(older), fix.products());
    }

    /** What the evaluation says of one advisory, as {@code verdict rule satisfiedBy reason}; {@code unaffected} where nothing. */
    static Stream<String> of(Evaluation evaluation, String advisory) {
        return evaluation.judgements().stream()
                .filter(j -> j.advisories().contains(advisory))
                .map(j -> j.verdict().word()
                        + " "
                        + j.rule()
                        + (j.satisfiedBy() == null ? "" : " " + j.satisfiedBy())
                        + (j.reason() == null ? "" : " " + j.reason()));
    }
}
