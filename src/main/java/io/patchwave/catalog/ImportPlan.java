package io.patchwave.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.Advisories.SourceGone;
import io.patchwave.catalog.Advisories.SourceWrite;
import io.patchwave.catalog.Documents.Key;
import io.patchwave.catalog.StagedDocument.StagedAdvisory;
import io.patchwave.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The differences between what is stored and what an import staged, and how to write them. */
final class ImportPlan {
    /** Up to so many changed parts the advisories in them are looked up one by one. */
    private static final int FEW_PARTS = 64;

    private static final int MANY_ROWS = 500;

    private final Stores stores;
    private final Map<Key, Documents.Meta> known;
    private final List<Staged.MirrorScope> mirrors = new ArrayList<>();
    private final List<Documents.Write> inserts = new ArrayList<>();
    private final List<Documents.Write> updates = new ArrayList<>();
    private final List<StoredParts.Write> parts = new ArrayList<>();
    private final List<UUID> deletes = new ArrayList<>();
    private final List<SourceWrite> newSources = new ArrayList<>();
    private final List<SourceWrite> changedSources = new ArrayList<>();
    private final List<SourceGone> goneSources = new ArrayList<>();
    private boolean otherScopes;
    private long created;
    private long updated;
    private long unchanged;

    /** Where it looks. */
    record Stores(Documents documents, StoredParts parts, Advisories advisories, Ids ids, Clock clock) {}

    ImportPlan(Staged staged, Stores stores) {
        this.stores = stores;
        Map<Key, StagedDocument> newest = new LinkedHashMap<>();
        for (StagedDocument document : staged.documents()) {
            newest.merge(key(document), document, (one, other) -> {
                unchanged +=
                        Math.min(one.advisories().size(), other.advisories().size());
                return newer(other, one.releasedAt(), one.body().digest()) ? other : one;
            });
        }
        known = stores.documents().find(newest.keySet());
        newest.values().forEach(this::compare);
        Map<String, Staged.MirrorScope> stored = new HashMap<>();
        stores.documents().mirrors().forEach(mirror -> stored.put(mirror.name(), mirror));
        for (Staged.MirrorScope mirror : staged.mirrors()) {
            if (mirror.whole()) {
                dropOthers(mirror.name(), newest.keySet());
            }
            Staged.MirrorScope plain = new Staged.MirrorScope(
                    mirror.name(), mirror.family(), mirror.distribution(), mirror.release(), false);
            Staged.MirrorScope before = stored.get(plain.name());
            if (!plain.equals(before)) {
                mirrors.add(plain);
                otherScopes |= before != null;
            }
        }
    }

    private void compare(StagedDocument staged) {
        Documents.Meta meta = known.get(key(staged));
        StagedDocument document =
                meta != null && staged.kind() == DocumentKind.HISTORY ? mergedHistory(meta, staged) : staged;
        if (meta == null) {
            insert(document);
        } else if (meta.digest().equals(document.body().digest())
                || !newer(document, meta.releasedAt(), meta.digest())) {
            unchanged += document.advisories().size();
            unchanged += staged.kind() == DocumentKind.HISTORY ? 0 : document.items();
        } else {
            update(meta, document, staged.kind() != DocumentKind.HISTORY);
        }
    }

    private void insert(StagedDocument document) {
        UUID id = stores.ids().next();
        inserts.add(new Documents.Write(id, document));
        DocumentParts cut = document.body().parts();
        if (cut != null) {
            cut.all().forEach(part -> parts.add(new StoredParts.Write(id, part)));
        }
        document.advisories().forEach(advisory -> newSources.add(new SourceWrite(id, advisory)));
        created += document.advisories().size();
        if (document.items() > 0) {
            count(List.of(), cut == null ? List.of(document.body().packed()) : packed(cut.all()), document.items());
        }
    }

    private void update(Documents.Meta meta, StagedDocument document, boolean counted) {
        updates.add(new Documents.Write(meta.id(), document));
        DocumentParts cut = document.body().parts();
        if (cut == null) {
            if (counted && document.items() > 0) {
                count(
                        List.of(stores.documents().body(meta.id())),
                        List.of(document.body().packed()),
                        document.items());
            }
            compareAdvisories(
                    meta.id(),
                    document,
                    document.advisories(),
                    stores.advisories().sourcesOf(meta.id()));
            return;
        }
        Map<Integer, String> digests = stores.parts().digests(meta.id());
        boolean whole = digests.isEmpty();
        List<DocumentParts.Part> changed = new ArrayList<>();
        for (DocumentParts.Part part : cut.all()) {
            if (!part.digest().equals(digests.remove(part.number()))) {
                changed.add(part);
            }
        }
        digests.forEach((number, digest) -> {
            if (!digest.equals(DocumentParts.Part.nothing(number).digest())) {
                changed.add(DocumentParts.Part.nothing(number));
            }
        });
        changed.forEach(part -> parts.add(new StoredParts.Write(meta.id(), part)));
        if (document.items() > 0) {
            List<byte[]> before = whole
                    ? List.of(stores.documents().body(meta.id()))
                    : stores.parts().bodies(meta.id(), numbers(changed));
            count(before, packed(changed), document.items());
        }
        compareParts(meta.id(), document, changed, whole);
    }

    /** Looks only at advisories of changed parts while these are few. */
    private void compareParts(UUID id, StagedDocument document, List<DocumentParts.Part> changed, boolean whole) {
        if (document.advisories().isEmpty() && document.kind() == DocumentKind.PACKAGES) {
            return;
        }
        if (whole || changed.size() > FEW_PARTS) {
            compareAdvisories(
                    id, document, document.advisories(), stores.advisories().sourcesOf(id));
            return;
        }
        Set<String> fresh = new HashSet<>();
        changed.forEach(part -> fresh.addAll(part.names()));
        Set<String> touched = new HashSet<>(fresh);
        for (byte[] packed : stores.parts().bodies(id, numbers(changed))) {
            DocumentBody.forEach(
                    packed, JsonNode.class, item -> touched.add(item.path("id").asText()));
        }
        List<StagedAdvisory> said = document.advisories().stream()
                .filter(advisory -> fresh.contains(advisory.uid()))
                .toList();
        unchanged += document.advisories().size() - said.size();
        compareAdvisories(id, document, said, stores.advisories().sourcesOf(id, touched));
    }

    private void compareAdvisories(
            UUID id, StagedDocument document, List<StagedAdvisory> said, Map<String, String> digests) {
        for (StagedAdvisory advisory : said) {
            String digest = digests.remove(advisory.uid());
            if (digest == null) {
                newSources.add(new SourceWrite(id, advisory));
                created++;
            } else if (digest.equals(advisory.digest())) {
                unchanged++;
            } else {
                changedSources.add(new SourceWrite(id, advisory));
                updated++;
            }
        }
        Instant at = document.releasedAt() == null ? stores.clock().instant() : document.releasedAt();
        digests.keySet().forEach(uid -> goneSources.add(new SourceGone(id, uid, at)));
        updated += digests.size();
    }

    /** Whatever else the mirror held has gone from it. */
    private void dropOthers(String mirror, Set<Key> kept) {
        for (Documents.Meta meta : stores.documents().ofMirror(mirror)) {
            if (!kept.contains(meta.key())) {
                deletes.add(meta.id());
                Set<String> gone = stores.advisories().sourcesOf(meta.id()).keySet();
                Instant now = stores.clock().instant();
                gone.forEach(uid -> goneSources.add(new SourceGone(meta.id(), uid, now)));
                updated += gone.size();
            }
        }
    }

    private StagedDocument mergedHistory(Documents.Meta meta, StagedDocument staged) {
        List<HistoryLine> before = DocumentBody.read(stores.documents().body(meta.id()), new TypeReference<>() {});
        List<HistoryLine> merged = HistoryMerge.merge(
                before, DocumentBody.read(staged.body().packed(), new TypeReference<List<HistoryLine>>() {}));
        created += merged.size() - before.size();
        unchanged += staged.items() - (merged.size() - before.size());
        return new StagedDocument(
                staged.kind(), staged.name(), "", null, DocumentBody.of(merged), List.of(), merged.size());
    }

    private void count(Collection<byte[]> before, Collection<byte[]> after, int items) {
        ItemCounts counts = ItemCounts.between(before, after);
        created += counts.created();
        updated += counts.updated();
        unchanged += items - counts.created() - counts.updated();
    }

    private static List<byte[]> packed(Collection<DocumentParts.Part> parts) {
        return parts.stream().map(DocumentParts.Part::packed).toList();
    }

    private static List<Integer> numbers(Collection<DocumentParts.Part> parts) {
        return parts.stream().map(DocumentParts.Part::number).toList();
    }

    boolean changes() {
        return !(inserts.isEmpty() && updates.isEmpty() && deletes.isEmpty() && mirrors.isEmpty());
    }

    /** Whether anything that stood changes or goes, beside the lists of KEV and EPSS. */
    boolean touchesWhatStood() {
        return !(changedSources.isEmpty() && goneSources.isEmpty() && deletes.isEmpty())
                || otherScopes
                || updates.stream().map(write -> write.document().kind()).anyMatch(ImportPlan::isJudged);
    }

    private static boolean isJudged(DocumentKind kind) {
        return kind != DocumentKind.KEV && kind != DocumentKind.EPSS;
    }

    /** Whether the planner's statistics are worth a look afterwards. */
    boolean large() {
        return newSources.size() + changedSources.size() + goneSources.size() + inserts.size() > MANY_ROWS;
    }

    void write(long rev, Instant now) {
        mirrors.forEach(stores.documents()::save);
        stores.documents().insert(inserts, rev, now);
        stores.documents().update(updates, rev, now);
        stores.parts().write(parts, rev);
        stores.advisories().deleteSources(goneSources);
        stores.advisories().updateSources(changedSources);
        stores.advisories().insertSources(newSources);
        stores.parts().delete(deletes);
        stores.documents().delete(deletes);
    }

    /** Merges the heads of every advisory of which a document says something new. */
    Advisories.Refreshed refresh(long rev) {
        Set<String> uids = new HashSet<>();
        newSources.forEach(write -> uids.add(write.advisory().uid()));
        changedSources.forEach(write -> uids.add(write.advisory().uid()));
        Map<String, Instant> gone = new HashMap<>();
        goneSources.forEach(one -> gone.put(one.uid(), one.at()));
        uids.addAll(gone.keySet());
        return stores.advisories().refresh(uids, gone, rev);
    }

    /** A list of that kind that replaces the one before; null where none came. */
    byte @Nullable [] replaced(DocumentKind kind) {
        byte[] packed = null;
        for (List<Documents.Write> writes : List.of(inserts, updates)) {
            for (Documents.Write write : writes) {
                if (write.document().kind() == kind) {
                    packed = write.document().body().packed();
                }
            }
        }
        return packed;
    }

    CatalogStore.Outcome outcome(@Nullable Long rev, CatalogStore.@Nullable Judged judged) {
        return new CatalogStore.Outcome(created, updated, unchanged, rev, judged);
    }

    private static Key key(StagedDocument document) {
        return new Key(document.kind(), document.mirror(), document.name());
    }

    /** Of two revisions of one date the one with the greater digest counts, so that no order of import matters. */
    private static boolean newer(StagedDocument document, @Nullable Instant than, String digest) {
        if (document.releasedAt() == null || than == null) {
            return true;
        }
        int order = document.releasedAt().compareTo(than);
        return order > 0 || (order == 0 && document.body().digest().compareTo(digest) > 0);
    }
}
