package io.patchwave.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.CatalogStore;
import io.patchwave.catalog.ImportGuard;
import io.patchwave.catalog.Staged;
import io.patchwave.platform.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person sees of an import that was held, bounded whatever its size.
 *
 * @param advisories how many there are of each
 * @param hosts all that could be concerned
 * @param hostsConcerned where a finding would close or an advisory in question would name other things than before
 * @param closed hosts on which at least one open finding would no longer be open
 * @param changedNames hosts concerned by an advisory that names other packages or remedies than before
 * @param samples the advisories of which most hosts would hear
 * @param changed ids, the first hundred; {@code withdrawn} likewise
 * @param documents what the import brings, the first hundred
 */
record ImportDifference(
        Advisories advisories,
        long hosts,
        long hostsConcerned,
        long closed,
        long changedNames,
        String reason,
        List<ImportGuard.Sample> samples,
        List<String> changed,
        List<String> withdrawn,
        List<String> documents) {
    private static final int LISTED = 100;

    /** Numbers of advisories. */
    record Advisories(int created, int changed, int withdrawn) {}

    static ImportDifference of(CatalogStore.Judged judged, List<String> documents) {
        ImportGuard.Difference difference = judged.difference();
        ImportGuard.Effect effect = judged.decision().effect();
        return new ImportDifference(
                new Advisories(
                        difference.created().size(),
                        difference.changed().size(),
                        difference.withdrawn().size()),
                effect.hosts(),
                effect.concerned(),
                effect.closed(),
                effect.changedNames(),
                judged.decision().reason(),
                judged.decision().samples(),
                first(difference.changed()),
                first(difference.withdrawn()),
                documents);
    }

    /** Names of what an import brings: {@code updateinfo of almalinux-8}, {@code cvrf 2017-Mar}. */
    static List<String> documents(Staged staged) {
        return staged.documents().stream()
                .map(document -> document.kind().word()
                        + (document.mirror().isEmpty() ? " " + document.name() : " of " + document.mirror()))
                .distinct()
                .sorted()
                .limit(LISTED)
                .toList();
    }

    /** Out of a stored difference. */
    static List<String> documentsIn(String json) {
        List<String> documents = new ArrayList<>();
        for (JsonNode document : Json.tree(json).path("documents")) {
            documents.add(document.asText());
        }
        return documents;
    }

    private static List<String> first(List<String> ids) {
        return ids.stream().limit(LISTED).toList();
    }
}
