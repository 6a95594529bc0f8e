package io.patchwave.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchwave.platform.database.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The catalog in memory, by revision: only documents that changed since the last one are read again. */
@ApplicationScoped
class CatalogSnapshots {
    private final Documents documents;
    private final Revisions revisions;
    private volatile State state = new State(-1, Map.of(), null);

    CatalogSnapshots(Documents documents, Revisions revisions) {
        this.documents = documents;
        this.revisions = revisions;
    }

    /** Decoded content by document. */
    private record State(
            long rev, Map<UUID, Object> contents, @Nullable CatalogIndex index) {}

    /** As of the newest committed revision. */
    @Transactional
    CatalogIndex current() {
        State known = state;
        CatalogIndex index = known.index();
        if (index != null && known.rev() == revisions.current(CatalogStore.REVISION)) {
            return index;
        }
        synchronized (this) {
            long rev = revisions.current(CatalogStore.REVISION);
            State latest = state;
            if (latest.index() == null || latest.rev() != rev) {
                latest = settled(latest, rev);
                state = latest;
            }
            return java.util.Objects.requireNonNull(latest.index());
        }
    }

    /** As the transaction under way would leave it; not kept. */
    CatalogSnapshot uncommitted(long rev) {
        return java.util.Objects.requireNonNull(load(state, rev).index()).snapshot();
    }

    /** Reads again while somebody commits in between, so that content and revision belong together. */
    private State settled(State from, long rev) {
        State loaded = load(from, rev);
        long after = revisions.current(CatalogStore.REVISION);
        return after == rev ? loaded : settled(loaded, after);
    }

    private State load(State from, long rev) {
        Map<UUID, byte[]> bodies = new HashMap<>();
        documents.bodiesSince(from.rev()).forEach(body -> bodies.put(body.id(), body.packed()));
        Map<UUID, Object> contents = new HashMap<>();
        List<Documents.Meta> metas = documents.metas();
        for (Documents.Meta meta : metas) {
            byte[] packed = bodies.get(meta.id());
            Object content = packed == null ? from.contents().get(meta.id()) : decode(meta.kind(), packed);
            if (content == null) {
                content = decode(meta.kind(), documents.body(meta.id()));
            }
            contents.put(meta.id(), content);
        }
        return new State(rev, contents, new CatalogIndex(assemble(rev, metas, contents)));
    }

    private static Object decode(DocumentKind kind, byte[] packed) {
        return switch (kind) {
            case CVRF ->
                DocumentBody.read(packed, new TypeReference<WindowsMonth>() {}).statements();
            case UPDATEINFO -> DocumentBody.read(packed, new TypeReference<List<RpmAdvisory>>() {});
            case OSV, PACKAGE_CVRF -> DocumentBody.read(packed, new TypeReference<OsvAdvisory>() {});
            case DSA -> DocumentBody.read(packed, new TypeReference<List<DebAdvisory>>() {});
            case PACKAGES -> DocumentBody.read(packed, new TypeReference<List<Mirror.OfferedPackage>>() {});
            case MODULES -> DocumentBody.read(packed, new TypeReference<StoredModules>() {});
            case HISTORY -> DocumentBody.read(packed, new TypeReference<List<HistoryLine>>() {});
            case SHIPPED, KEV, EPSS -> List.of();
        };
    }

    /** Everything in an order that its content gives. */
    private CatalogSnapshot assemble(long rev, List<Documents.Meta> metas, Map<UUID, Object> contents) {
        Parts parts = new Parts();
        metas.stream()
                .sorted(Comparator.comparing(Documents.Meta::kind)
                        .thenComparing(Documents.Meta::mirror)
                        .thenComparing(Documents.Meta::name))
                .forEach(meta -> parts.add(meta, java.util.Objects.requireNonNull(contents.get(meta.id()))));
        return parts.snapshot(rev, documents.mirrors());
    }

    /** Lists while they are filled. */
    private static final class Parts {
        private final List<WindowsStatement> statements = new ArrayList<>();
        private final Map<String, Instant> months = new HashMap<>();
        private final List<HistoryLine> history = new ArrayList<>();
        private final List<RpmAdvisory> errata = new ArrayList<>();
        private final List<OsvAdvisory> osv = new ArrayList<>();
        private final List<DebAdvisory> debian = new ArrayList<>();
        private final Map<String, List<Mirror.OfferedPackage>> packages = new HashMap<>();
        private final Map<String, List<StoredModules>> modules = new HashMap<>();

        @SuppressWarnings("unchecked")
        void add(Documents.Meta meta, Object content) {
            switch (meta.kind()) {
                case CVRF -> {
                    statements.addAll((List<WindowsStatement>) content);
                    months.put(meta.name(), Instant.EPOCH);
                }
                case UPDATEINFO -> errata.addAll((List<RpmAdvisory>) content);
                case OSV, PACKAGE_CVRF -> osv.add((OsvAdvisory) content);
                case DSA -> debian.addAll((List<DebAdvisory>) content);
                case PACKAGES ->
                    packages.computeIfAbsent(meta.mirror(), name -> new ArrayList<>())
                            .addAll((List<Mirror.OfferedPackage>) content);
                case MODULES ->
                    modules.computeIfAbsent(meta.mirror(), name -> new ArrayList<>())
                            .add((StoredModules) content);
                case HISTORY -> history.addAll((List<HistoryLine>) content);
                case SHIPPED, KEV, EPSS -> {}
            }
        }

        CatalogSnapshot snapshot(long rev, List<Staged.MirrorScope> scopes) {
            statements.sort(Comparator.comparing(WindowsStatement::initialRelease)
                    .thenComparing(WindowsStatement::document)
                    .thenComparing(WindowsStatement::cve));
            errata.sort(Comparator.comparing(RpmAdvisory::id).thenComparing(RpmAdvisory::mirror));
            osv.sort(Comparator.comparing(OsvAdvisory::id));
            debian.sort(Comparator.comparing(DebAdvisory::id));
            return new CatalogSnapshot(
                    rev,
                    List.copyOf(statements),
                    List.copyOf(history),
                    Months.incomplete(months.keySet(), statements),
                    List.copyOf(errata),
                    scopes.stream()
                            .sorted(Comparator.comparing(Staged.MirrorScope::name))
                            .map(this::mirror)
                            .toList(),
                    List.copyOf(osv),
                    List.copyOf(debian));
        }

        private Mirror mirror(Staged.MirrorScope scope) {
            List<Mirror.ModuleStream> streams = new ArrayList<>();
            Map<String, String> defaults = new java.util.TreeMap<>();
            for (StoredModules part : modules.getOrDefault(scope.name(), List.of())) {
                streams.addAll(part.streams());
                defaults.putAll(part.defaults());
            }
            return new Mirror(
                    scope.name(),
                    scope.family(),
                    scope.distribution(),
                    scope.release(),
                    List.copyOf(packages.getOrDefault(scope.name(), List.of())),
                    List.copyOf(streams),
                    defaults);
        }
    }
}
