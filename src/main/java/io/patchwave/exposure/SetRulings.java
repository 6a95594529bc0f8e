package io.patchwave.exposure;

import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.CatalogSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door for questions about software that no host has (yet): what would be, if; what another says. Writes nothing. */
@ApplicationScoped
public class SetRulings {
    private final CompiledCatalog compiled;
    private final CatalogService catalog;
    private final AdvisoryBook book;
    private final LiveIndex live;
    private volatile @Nullable CatalogRulings known;

    SetRulings(CompiledCatalog compiled, CatalogService catalog, AdvisoryBook book, LiveIndex live) {
        this.compiled = compiled;
        this.catalog = catalog;
        this.book = book;
        this.live = live;
    }

    /** The newest committed catalog; the same object until there is a newer one. */
    public CatalogRulings current() {
        CompiledCatalog.Ready ready = compiled.current();
        CatalogRulings here = known;
        return here != null && here.isOf(ready) ? here : renew(ready);
    }

    private synchronized CatalogRulings renew(CompiledCatalog.Ready ready) {
        CatalogRulings here = known;
        if (here != null && here.isOf(ready)) {
            return here;
        }
        CatalogRulings fresh = new CatalogRulings(ready, book.current());
        known = fresh;
        return fresh;
    }

    /** What the catalog holds, as of its newest revision. */
    public CatalogSnapshot snapshot() {
        return catalog.snapshot();
    }

    /** The hosts in service, those without inventory included. */
    public List<FleetHost> hosts() {
        return live.index().ask(view -> {
            List<FleetHost> hosts = new ArrayList<>();
            view.hosts().each(view.hosts().active(), host -> hosts.add(FleetHost.of(host)));
            return hosts;
        });
    }

    /** Grows with every change of hosts, their sets or answers that this server has seen. */
    public long version() {
        return live.index().version();
    }
}
