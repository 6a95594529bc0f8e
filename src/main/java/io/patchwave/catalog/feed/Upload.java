package io.patchwave.catalog.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.patchwave.catalog.DocumentKind;
import io.patchwave.catalog.Staged;
import io.patchwave.platform.input.BoundedInput;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.input.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one upload into what the catalog will take: a single file, or every file of an archive. A single file that is broken
 * refuses the upload; in an archive a broken file is rejected by name and the rest stands, but a repository or a release
 * stands or falls as one.
 */
final class Upload {
    private static final String SINGLE = "/";
    private static final int HEAD = 1 << 14;

    private final Format format;
    private final String filename;
    private final @Nullable String mirror;
    private final @Nullable Scope scope;
    private final Consumer<String> notes;
    private final Staged staged = new Staged();
    private final List<String> rejected = new ArrayList<>();
    private final Map<String, YumDraft> repositories = new LinkedHashMap<>();
    private final Map<String, DebDraft> releases = new LinkedHashMap<>();
    private boolean single;

    /**
     * An upload yet to be read.
     *
     * @param filename as the caller names it; only for messages and names derived from it
     * @param notes told what a person should know and nothing is rejected for
     */
    Upload(Format format, String filename, @Nullable String mirror, @Nullable Scope scope, Consumer<String> notes) {
        this.format = format;
        this.filename = filename;
        this.mirror = mirror;
        this.scope = scope;
        this.notes = notes;
    }

    /** Reads everything. */
    Staged read(InputStream raw) throws IOException {
        try {
            BoundedInput.forEach(raw, SINGLE, Limits.UPLOAD, this::member);
        } catch (InputRefused e) {
            throw e;
        } catch (IOException e) {
            throw new DocumentRefused(filename, "it cannot be read: " + e.getMessage() + ".");
        }
        for (YumDraft draft : repositories.values()) {
            String name = nameOf(draft.folder(), repositories.size());
            finish(draft.folder(), () -> draft.finish(staged, name, scope, stem()));
        }
        int codenames = (int)
                releases.values().stream().map(DebDraft::codename).distinct().count();
        for (DebDraft draft : releases.values()) {
            String name = nameOf(draft.codename(), codenames);
            finish(draft.codename(), () -> draft.finish(staged, name, scope, stem()));
        }
        return staged;
    }

    /** One sentence for each file that was not taken. */
    List<String> rejected() {
        return rejected;
    }

    private interface Finishing {
        void run() throws IOException;
    }

    private void finish(String what, Finishing finishing) throws IOException {
        try {
            finishing.run();
        } catch (DocumentRefused e) {
            if (single || repositories.size() + releases.size() == 1) {
                throw e;
            }
            rejected.add(String.valueOf(e.getMessage()));
        }
    }

    /** The given name; where one upload holds several, each with its own folder behind it. */
    private @Nullable String nameOf(String part, int parts) {
        if (mirror == null || parts == 1 || part.isEmpty()) {
            return mirror;
        }
        return mirror + "/" + part;
    }

    private String stem() {
        String stem = filename.replaceFirst("(\\.(xml|tar|tgz|zip|gz|xz|bz2|zst|json|csv|txt))+$", "");
        return stem.isEmpty() ? "upload" : stem;
    }

    private void member(String name, InputStream content) throws IOException {
        single = name.equals(SINGLE);
        String file = single ? filename : name;
        Checksums counted = new Checksums(content, !single);
        try {
            one(file, counted);
        } catch (IOException e) {
            DocumentRefused refused = e instanceof DocumentRefused known
                    ? known
                    : new DocumentRefused(file, "it cannot be read: " + e.getMessage() + ".");
            if (single) {
                throw refused;
            }
            rejected.add(String.valueOf(refused.getMessage()));
        } catch (RuntimeException e) {
            throw new IllegalStateException("reading " + file, e);
        }
        counted.drain();
    }

    private void one(String file, Checksums counted) throws IOException {
        InputStream in = BoundedInput.open(counted, Limits.UPLOAD);
        in.mark(HEAD);
        byte[] head = new byte[HEAD];
        int length = in.readNBytes(head, 0, HEAD);
        in.reset();
        Content content = Content.of(file, head, length);
        if (content == Content.DTD) {
            throw new DocumentRefused(
                    file, "it has a DTD (<!DOCTYPE …>); documents with a DTD or entities are not read.");
        }
        if (content == Content.UNKNOWN || (content == Content.PASSED_OVER && single)) {
            throw new DocumentRefused(file, "it is none of the formats this server reads (" + Format.words() + ").");
        }
        if (content == Content.PASSED_OVER) {
            return;
        }
        if (!format.allows(content)) {
            throw new DocumentRefused(file, "it is " + content.word() + ", not " + format.word() + ".");
        }
        take(content, file, in, counted);
    }

    private void take(Content content, String file, InputStream in, Checksums counted) throws IOException {
        switch (content) {
            case CVRF -> cvrf(CvrfReader.read(in, file), file);
            case JSON -> json(OsvReader.tree(in, file), file);
            case KEV_CSV -> kev(KevReader.readCsv(in, file));
            case EPSS -> epss(EpssReader.read(in, file));
            case DSA -> staged.add(Stage.dsa(DsaListReader.read(in, file, notes)));
            case HISTORY -> staged.add(Stage.history(HistoryReader.read(in, file)));
            case UPDATEINFO, PRIMARY, MODULES, REPOMD -> repository(content, file, in, counted);
            case PACKAGES, RELEASE -> release(content, file, in, counted);
            case PASSED_OVER, DTD, UNKNOWN -> throw new IllegalStateException(file);
        }
    }

    private void cvrf(CvrfDocument document, String file) throws DocumentRefused {
        staged.add(
                document.microsoft()
                        ? Stage.microsoft(document)
                        : Stage.osv(PackageCvrf.advisory(document, file), DocumentKind.PACKAGE_CVRF));
    }

    private void json(JsonNode root, String file) throws DocumentRefused {
        if (root.has("vulnerabilities") && (root.has("catalogVersion") || root.has("dateReleased"))) {
            refuseUnless(Format.KEV, file, "CISA's catalogue");
            kev(KevReader.read(root, file));
            return;
        }
        refuseUnless(Format.OSV, file, "JSON, and not CISA's catalogue");
        List<JsonNode> records = new ArrayList<>();
        if (root instanceof ArrayNode list) {
            list.forEach(records::add);
        } else {
            records.add(root);
        }
        for (JsonNode node : records) {
            staged.add(Stage.osv(OsvReader.record(node, file), DocumentKind.OSV));
        }
    }

    private void refuseUnless(Format wanted, String file, String what) throws DocumentRefused {
        if (format != Format.AUTO && format != wanted) {
            throw new DocumentRefused(file, "it is " + what + ", not " + format.word() + ".");
        }
    }

    private void kev(KevReader.Catalogue catalogue) {
        staged.add(Stage.items(DocumentKind.KEV, "kev", catalogue.releasedAt(), catalogue.entries()));
    }

    private void epss(EpssReader.Day day) {
        staged.add(Stage.items(DocumentKind.EPSS, "epss", day.date(), day.scores()));
    }

    private void repository(Content content, String file, InputStream in, Checksums counted) throws IOException {
        String folder = single ? "" : file.substring(0, file.lastIndexOf('/') + 1);
        String root = folder.replaceFirst("(^|/)repodata/$", "$1").replaceFirst("/$", "");
        YumDraft draft = repositories.computeIfAbsent(root, YumDraft::new);
        if (format == Format.REPODATA) {
            draft.whole();
        }
        draft.file(file, counted);
        try {
            switch (content) {
                case UPDATEINFO -> draft.errata(UpdateinfoReader.read(in, file, ""));
                case PRIMARY -> draft.packages(PrimaryReader.read(in, file));
                case MODULES -> draft.modules(ModulesReader.read(in, file));
                default -> draft.repomd(RepomdReader.read(in, file));
            }
        } catch (IOException e) {
            draft.broken(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void release(Content content, String file, InputStream in, Checksums counted) throws IOException {
        DebDraft draft = releases.computeIfAbsent(single ? "" : DebDraft.keyOf(file), DebDraft::new);
        if (format == Format.DEBIAN && !single) {
            draft.whole();
        }
        try {
            if (content == Content.RELEASE) {
                draft.release(file, DebianReader.release(in, file));
            } else {
                draft.packages(file, DebianReader.packages(in, file), counted);
            }
        } catch (IOException e) {
            draft.broken();
            throw e;
        }
    }
}
