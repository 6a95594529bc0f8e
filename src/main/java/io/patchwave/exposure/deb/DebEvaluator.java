package io.patchwave.exposure.deb;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.linux.PackageWorld;
import io.patchwave.inventory.Software;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Judges hosts whose packages are dpkg's. */
@ApplicationScoped
public class DebEvaluator implements Evaluator {
    @Override
    public boolean judges(Software software) {
        return PackageWorld.of(software) == PackageWorld.DEB;
    }

    @Override
    public Compiled compile(CatalogSnapshot catalog) {
        return DebCatalog.of(catalog);
    }

    @Override
    public Compiled compile(CatalogSnapshot catalog, @Nullable Compiled before) {
        return before instanceof DebCatalog known ? known.renewed(catalog) : DebCatalog.of(catalog);
    }
}
