package io.patchwave.catalog;

import io.patchwave.platform.database.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The catalog in memory, by revision: only what changed since the last one is read again. */
@ApplicationScoped
class CatalogSnapshots {
    private static final Logger LOG = Logger.getLogger(CatalogSnapshots.class);

    /** Nothing of them is evaluated: they are in tables of their own, or ship with the server. */
    private static final List<DocumentKind> NOT_KEPT =
            List.of(DocumentKind.SHIPPED, DocumentKind.KEV, DocumentKind.EPSS);

    private final Documents documents;
    private final StoredParts parts;
    private final Revisions revisions;
    private final StoredJson json = new StoredJson();
    private volatile @Nullable State state;

    CatalogSnapshots(Documents documents, StoredParts parts, Revisions revisions) {
        this.documents = documents;
        this.parts = parts;
        this.revisions = revisions;
    }

    private record State(CatalogContents contents, CatalogIndex index) {
        static State of(CatalogContents contents) {
            return new State(contents, new CatalogIndex(contents.snapshot()));
        }

        long rev() {
            return contents.snapshot().rev();
        }
    }

    /** As of the newest committed revision. */
    @Transactional
    CatalogIndex current() {
        State known = state;
        if (known != null && known.rev() == revisions.current(CatalogStore.REVISION)) {
            return known.index();
        }
        synchronized (this) {
            long rev = revisions.current(CatalogStore.REVISION);
            State latest = state;
            if (latest == null || latest.rev() != rev) {
                latest = State.of(settled(contentsOf(latest), rev));
                state = latest;
            }
            return latest.index();
        }
    }

    /** As the transaction under way would leave it; not kept. */
    CatalogSnapshot uncommitted(long rev) {
        return load(contentsOf(state), rev).snapshot();
    }

    /** Read from nothing, as a server that starts does. */
    @Transactional
    CatalogSnapshot fresh() {
        return settled(CatalogContents.NONE, revisions.current(CatalogStore.REVISION))
                .snapshot();
    }

    private static CatalogContents contentsOf(@Nullable State state) {
        return state == null ? CatalogContents.NONE : state.contents();
    }

    /** Reads again while somebody commits in between, so that content and revision belong together. */
    private CatalogContents settled(CatalogContents from, long rev) {
        CatalogContents loaded = load(from, rev);
        long after = revisions.current(CatalogStore.REVISION);
        return after == rev ? loaded : settled(from, after);
    }

    private CatalogContents load(CatalogContents from, long rev) {
        long start = System.nanoTime();
        long since = from.snapshot().rev();
        Map<UUID, Documents.Meta> metas = new HashMap<>();
        documents.changedSince(since).forEach(meta -> metas.put(meta.id(), meta));
        Map<UUID, Map<Integer, List<?>>> read = new HashMap<>();
        parts.changedSince(since, NOT_KEPT, (id, part, packed) -> {
            Documents.Meta meta = metas.get(id);
            if (meta != null) {
                read.computeIfAbsent(id, document -> new HashMap<>())
                        .put(part, (List<?>) json.read(meta.kind(), packed));
            }
        });
        CatalogContents.Change change = new CatalogContents.Change();
        metas.forEach((id, meta) ->
                change.put(Objects.requireNonNullElseGet(from.document(id), () -> Content.empty(meta))
                        .with(meta, read.getOrDefault(id, Map.of()))));
        long fresh =
                metas.keySet().stream().filter(id -> from.document(id) == null).count();
        if (from.size() + fresh != documents.count()) {
            change.remove(from.without(documents.ids()));
        }
        CatalogContents next = from.next(rev, change, documents.mirrors());
        LOG.infof(
                "catalog read: rev=%d documents=%d millis=%d",
                rev, metas.size(), (System.nanoTime() - start) / 1_000_000);
        return next;
    }
}
