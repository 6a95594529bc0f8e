package io.patchwave.exposure.windows;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluator;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Judges Windows machines by the exposure rules W1 to W9. */
@ApplicationScoped
public class WindowsEvaluator implements Evaluator {
    @Override
    public boolean judges(Software software) {
        return software instanceof WindowsSoftware;
    }

    @Override
    public Compiled compile(CatalogSnapshot catalog) {
        return new CompiledWindows(catalog);
    }

    @Override
    public Compiled compile(CatalogSnapshot catalog, @Nullable Compiled before) {
        return before instanceof CompiledWindows earlier && earlier.isOf(catalog) ? earlier : compile(catalog);
    }
}
