package io.patchwave.catalog.feed;

import io.patchwave.catalog.CatalogStore;
import io.patchwave.catalog.ShippedCatalog;
import io.patchwave.catalog.Staged;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Brings what ships with the server into the catalog at every start; what is there already is left alone. */
@ApplicationScoped
class ShippedImport {
    private static final String HISTORY = "/catalog/windows-history.tsv";

    private final CatalogStore store;

    ShippedImport(CatalogStore store) {
        this.store = store;
    }

    void load(@Observes StartupEvent start) {
        Staged staged = ShippedCatalog.staged();
        try (InputStream in = ShippedImport.class.getResourceAsStream(HISTORY)) {
            if (in == null) {
                throw new IllegalStateException("the server was built without " + HISTORY);
            }
            staged.add(Stage.history(HistoryReader.read(in, "windows-history.tsv")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.apply(staged, "catalog:shipped", "patchwave", CatalogStore.Guarding.NONE);
    }
}
