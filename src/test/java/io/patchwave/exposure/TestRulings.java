package io.patchwave.exposure;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.deb.DebEvaluator;
import io.patchwave.exposure.rpm.RpmEvaluator;
import io.patchwave.exposure.windows.WindowsEvaluator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A catalog ready to be asked, without a server; heads of advisories are those of unknown ones (security, unrated). */
public final class TestRulings {
    private TestRulings() {}

    public static CatalogRulings of(CatalogSnapshot catalog) {
        List<Evaluator> evaluators = List.of(new WindowsEvaluator(), new RpmEvaluator(), new DebEvaluator());
        CompiledCatalog.Ready ready = new CompiledCatalog(null, evaluators).of(catalog, null);
        return new CatalogRulings(
                ready,
                new AdvisoryBook.Book(catalog.rev(), 0, List.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of()));
    }
}
