package io.patchwave.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything one import brings, read and checked, before the catalog takes it in one transaction. */
public final class Staged {
    private final List<StagedDocument> documents = new ArrayList<>();
    private final List<MirrorScope> mirrors = new ArrayList<>();

    /**
     * A mirror this import speaks of.
     *
     * @param whole everything stored under that name and not in this import goes
     */
    public record MirrorScope(
            String name,
            String family,
            @Nullable String distribution,
            @Nullable String release,
            boolean whole) {}

    /** Adds a document. */
    public void add(StagedDocument document) {
        documents.add(document);
    }

    /** Adds a mirror. */
    public void add(MirrorScope mirror) {
        mirrors.add(mirror);
    }

    /** What was added, in that order. */
    public List<StagedDocument> documents() {
        return documents;
    }

    /** What was added. */
    public List<MirrorScope> mirrors() {
        return mirrors;
    }
}
