package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.linux.PackageWorld;
import io.patchwave.inventory.Software;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Judges hosts whose packages are rpm's. */
@ApplicationScoped
public class RpmEvaluator implements Evaluator {
    @Override
    public boolean judges(Software software) {
        return PackageWorld.of(software) == PackageWorld.RPM;
    }

    @Override
    public Compiled compile(CatalogSnapshot catalog) {
        return RpmCatalog.of(catalog);
    }

    @Override
    public Compiled compile(CatalogSnapshot catalog, @Nullable Compiled before) {
        return before instanceof RpmCatalog known ? known.renewed(catalog) : RpmCatalog.of(catalog);
    }
}
