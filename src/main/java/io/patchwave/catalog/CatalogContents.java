package io.patchwave.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All documents in memory and the snapshot made of them, as of one revision; immutable. The next one takes over every object
 * and every list in which nothing changed, so that readers see by identity what did.
 */
final class CatalogContents {
    private static final Comparator<WindowsStatement> BY_RELEASE = Comparator.comparing(
                    WindowsStatement::initialRelease)
            .thenComparing(WindowsStatement::document)
            .thenComparing(WindowsStatement::cve);
    private static final Comparator<RpmAdvisory> BY_ID =
            Comparator.comparing(RpmAdvisory::id).thenComparing(RpmAdvisory::mirror);
    private static final Comparator<DebAdvisory> BY_DSA =
            Comparator.comparing(DebAdvisory::id).thenComparing(DebAdvisory::title);
    private static final Comparator<OsvAdvisory> BY_OSV = Comparator.comparing(OsvAdvisory::id);

    /** Before anything was read. */
    static final CatalogContents NONE = new CatalogContents(
            Map.of(),
            new Lists(List.of(), List.of()),
            new CatalogSnapshot(-1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));

    private final Map<UUID, Content> documents;
    private final Lists lists;
    private final CatalogSnapshot snapshot;

    private CatalogContents(Map<UUID, Content> documents, Lists lists, CatalogSnapshot snapshot) {
        this.documents = documents;
        this.lists = lists;
        this.snapshot = snapshot;
    }

    /** Lists that are part of one in the snapshot. */
    private record Lists(List<OsvAdvisory> records, List<OsvAdvisory> packageCvrf) {}

    CatalogSnapshot snapshot() {
        return snapshot;
    }

    int size() {
        return documents.size();
    }

    @Nullable Content document(UUID id) {
        return documents.get(id);
    }

    /** What is different at another revision. */
    static final class Change {
        private final Map<UUID, Content> changed = new HashMap<>();
        private final Set<UUID> gone = new HashSet<>();

        void put(Content content) {
            changed.put(content.meta().id(), content);
        }

        void remove(Collection<UUID> documents) {
            gone.addAll(documents);
        }
    }

    /** Ids of documents that are not among those. */
    Set<UUID> without(Collection<UUID> there) {
        Set<UUID> gone = new HashSet<>(documents.keySet());
        gone.removeAll(new HashSet<>(there));
        return gone;
    }

    CatalogContents next(long rev, Change change, List<Staged.MirrorScope> scopes) {
        Map<UUID, Content> after = new HashMap<>(documents);
        after.putAll(change.changed);
        after.keySet().removeAll(change.gone);
        Moved moved = new Moved();
        change.changed.forEach((id, content) -> moved.add(documents.get(id), content));
        change.gone.forEach(id -> moved.add(documents.get(id), null));
        List<WindowsStatement> statements = Sorted.with(
                snapshot.statements(), moved.out(DocumentKind.CVRF), moved.in(DocumentKind.CVRF), BY_RELEASE);
        Lists split = new Lists(
                Sorted.with(lists.records(), moved.out(DocumentKind.OSV), moved.in(DocumentKind.OSV), BY_OSV),
                Sorted.with(
                        lists.packageCvrf(),
                        moved.out(DocumentKind.PACKAGE_CVRF),
                        moved.in(DocumentKind.PACKAGE_CVRF),
                        BY_OSV));
        CatalogSnapshot next = new CatalogSnapshot(
                rev,
                statements,
                moved.touched(DocumentKind.HISTORY) ? history(after) : snapshot.history(),
                moved.touched(DocumentKind.CVRF) ? incomplete(after, statements) : snapshot.incomplete(),
                Sorted.with(
                        snapshot.errata(),
                        moved.out(DocumentKind.UPDATEINFO),
                        moved.in(DocumentKind.UPDATEINFO),
                        BY_ID),
                mirrors(after, scopes, moved.mirrors),
                osv(split),
                Sorted.with(snapshot.debian(), moved.out(DocumentKind.DSA), moved.in(DocumentKind.DSA), BY_DSA));
        return new CatalogContents(after, split, next);
    }

    /** Items that left their lists and items that came, by kind. */
    private static final class Moved {
        private final Map<DocumentKind, List<Object>> out = new HashMap<>();
        private final Map<DocumentKind, List<Object>> in = new HashMap<>();
        private final Set<String> mirrors = new HashSet<>();

        void add(@Nullable Content before, @Nullable Content after) {
            DocumentKind kind = Objects.requireNonNull(before == null ? after : before)
                    .meta()
                    .kind();
            Set<Integer> numbers = new HashSet<>();
            if (before != null) {
                numbers.addAll(before.items().keySet());
            }
            if (after != null) {
                numbers.addAll(after.items().keySet());
            }
            numbers.removeIf(number -> part(before, number) == part(after, number));
            List<Object> old = numbers.stream()
                    .<Object>flatMap(n -> part(before, n).stream())
                    .toList();
            List<Object> fresh = numbers.stream()
                    .<Object>flatMap(n -> part(after, n).stream())
                    .toList();
            String mirror = Objects.requireNonNull(before == null ? after : before)
                    .meta()
                    .mirror();
            if (kind == DocumentKind.PACKAGES || kind == DocumentKind.MODULES) {
                if (!numbers.isEmpty()) {
                    mirrors.add(mirror);
                }
                return;
            }
            // A month may state a CVE twice, and their order is its own: it moves as a whole.
            boolean whole = kind == DocumentKind.CVRF;
            Set<Object> kept = whole ? Set.of() : both(old, fresh);
            old.stream().filter(item -> !kept.contains(item)).forEach(list(out, kind)::add);
            fresh.stream().filter(item -> !kept.contains(item)).forEach(list(in, kind)::add);
        }

        private static Set<Object> both(List<Object> old, List<Object> fresh) {
            Set<Object> there = Collections.newSetFromMap(new IdentityHashMap<>());
            there.addAll(old);
            Set<Object> kept = Collections.newSetFromMap(new IdentityHashMap<>());
            fresh.stream().filter(there::contains).forEach(kept::add);
            return kept;
        }

        private static List<?> part(@Nullable Content content, int number) {
            return content == null ? List.of() : content.part(number);
        }

        private static List<Object> list(Map<DocumentKind, List<Object>> lists, DocumentKind kind) {
            return lists.computeIfAbsent(kind, fresh -> new ArrayList<>());
        }

        boolean touched(DocumentKind kind) {
            return !in(kind).isEmpty() || !out(kind).isEmpty();
        }

        @SuppressWarnings("unchecked")
        <T> List<T> out(DocumentKind kind) {
            return (List<T>) out.getOrDefault(kind, List.of());
        }

        @SuppressWarnings("unchecked")
        <T> List<T> in(DocumentKind kind) {
            return (List<T>) in.getOrDefault(kind, List.of());
        }
    }

    /** Where both kinds have a record of one id, OSV's comes first. */
    private List<OsvAdvisory> osv(Lists split) {
        if (split.records() == lists.records() && split.packageCvrf() == lists.packageCvrf()) {
            return snapshot.osv();
        }
        return Sorted.with(split.records(), List.of(), split.packageCvrf(), BY_OSV);
    }

    private List<HistoryLine> history(Map<UUID, Content> after) {
        List<HistoryLine> lines = new ArrayList<>();
        of(after, DocumentKind.HISTORY, null).forEach(content -> lines.addAll(content.<HistoryLine>all()));
        return Content.same(snapshot.history(), lines) ? snapshot.history() : List.copyOf(lines);
    }

    private List<String> incomplete(Map<UUID, Content> after, List<WindowsStatement> statements) {
        List<String> names = of(after, DocumentKind.CVRF, null).stream()
                .map(content -> content.meta().name())
                .toList();
        List<String> incomplete = Months.incomplete(names, statements);
        return incomplete.equals(snapshot.incomplete()) ? snapshot.incomplete() : incomplete;
    }

    /** In the order of their names. */
    private static List<Content> of(Map<UUID, Content> documents, DocumentKind kind, @Nullable String mirror) {
        return documents.values().stream()
                .filter(content -> content.meta().kind() == kind
                        && (mirror == null || content.meta().mirror().equals(mirror)))
                .sorted(Comparator.comparing((Content content) -> content.meta().mirror())
                        .thenComparing(content -> content.meta().name()))
                .toList();
    }

    private List<Mirror> mirrors(Map<UUID, Content> after, List<Staged.MirrorScope> scopes, Set<String> changed) {
        Map<String, Mirror> known = new HashMap<>();
        snapshot.mirrors().forEach(mirror -> known.put(mirror.name(), mirror));
        List<Mirror> mirrors = new ArrayList<>();
        for (Staged.MirrorScope scope : scopes) {
            Mirror before = known.get(scope.name());
            boolean keep = before != null && !changed.contains(scope.name()) && speaksFor(before, scope);
            mirrors.add(keep ? before : mirror(scope, after, before));
        }
        mirrors.sort(Comparator.comparing(Mirror::name));
        return Content.same(snapshot.mirrors(), mirrors) ? snapshot.mirrors() : List.copyOf(mirrors);
    }

    private static boolean speaksFor(Mirror mirror, Staged.MirrorScope scope) {
        return mirror.family().equals(scope.family())
                && Objects.equals(mirror.distribution(), scope.distribution())
                && Objects.equals(mirror.release(), scope.release());
    }

    private static Mirror mirror(Staged.MirrorScope scope, Map<UUID, Content> after, @Nullable Mirror before) {
        List<Mirror.OfferedPackage> packages = new ArrayList<>();
        of(after, DocumentKind.PACKAGES, scope.name())
                .forEach(content -> content.items()
                        .values()
                        .forEach(part -> part.forEach(item -> packages.add((Mirror.OfferedPackage) item))));
        List<Mirror.ModuleStream> streams = new ArrayList<>();
        Map<String, String> defaults = new TreeMap<>();
        for (Content content : of(after, DocumentKind.MODULES, scope.name())) {
            for (StoredModules part : content.<StoredModules>all()) {
                streams.addAll(part.streams());
                defaults.putAll(part.defaults());
            }
        }
        List<Mirror.OfferedPackage> known = before == null ? List.of() : before.packages();
        if (before != null
                && Content.same(before.modules(), streams)
                && before.defaultStreams().equals(defaults)) {
            streams = before.modules();
            defaults = before.defaultStreams();
        }
        return new Mirror(
                scope.name(),
                scope.family(),
                scope.distribution(),
                scope.release(),
                Content.same(known, packages) ? known : List.copyOf(packages),
                List.copyOf(streams),
                Collections.unmodifiableMap(defaults));
    }
}
