package io.patchwave.catalog.feed;

import io.patchwave.catalog.DocumentBody;
import io.patchwave.catalog.DocumentKind;
import io.patchwave.catalog.Mirror.OfferedPackage;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.Staged;
import io.patchwave.catalog.StagedDocument;
import io.patchwave.catalog.StoredModules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One yum repository while its files come in, in whatever order. */
final class YumDraft {
    private final String folder;
    private final Map<String, RpmAdvisory> errata = new LinkedHashMap<>();
    private final List<OfferedPackage> packages = new ArrayList<>();
    private final List<StoredModules> modules = new ArrayList<>();
    private final Map<String, Checksums> files = new HashMap<>();
    private List<RepomdReader.Entry> repomd = List.of();
    private boolean hasErrata;
    private boolean hasPackages;
    private boolean whole;
    private @Nullable String broken;

    YumDraft(String folder) {
        this.folder = folder;
    }

    void errata(List<RpmAdvisory> more) {
        hasErrata = true;
        more.forEach(erratum -> errata.merge(erratum.id(), erratum, UpdateinfoReader::joined));
    }

    void packages(List<OfferedPackage> more) {
        hasPackages = true;
        packages.addAll(more);
    }

    void modules(ModulesReader.Modules more) {
        modules.add(new StoredModules(more.streams(), more.defaults()));
    }

    void repomd(List<RepomdReader.Entry> entries) {
        repomd = entries;
        whole = true;
    }

    /** Everything stored under the mirror's name is replaced, not only the parts that came. */
    void whole() {
        whole = true;
    }

    void file(String name, Checksums checksums) {
        files.put(name.substring(name.lastIndexOf('/') + 1), checksums);
    }

    /** One of its files cannot be read: half a repository would say that packages are gone. */
    void broken(String fault) {
        broken = fault;
    }

    String folder() {
        return folder;
    }

    /** Hands its parts over; refuses a repository with a broken file or a wrong checksum. */
    void finish(Staged staged, @Nullable String name, @Nullable Scope given, String fallback) throws DocumentRefused {
        check();
        List<String> builds = new ArrayList<>();
        packages.forEach(offered -> builds.add(offered.version()));
        errata.values()
                .forEach(erratum -> erratum.collections()
                        .forEach(collection ->
                                collection.packages().forEach(fixed -> builds.add("." + fixed.release()))));
        Scope scope = given == null ? Scope.derived(errata.keySet(), builds) : given;
        String mirror = name == null ? (scope.name().isEmpty() ? fallback : scope.name()) : name;
        staged.add(new Staged.MirrorScope(mirror, "rpm", scope.distribution(), scope.release(), whole));
        if (hasErrata) {
            List<RpmAdvisory> named =
                    errata.values().stream().map(erratum -> in(mirror, erratum)).toList();
            String distribution = scope.distribution() == null ? mirror : scope.distribution();
            staged.add(Stage.updateinfo(mirror, named, distribution));
        }
        if (hasPackages) {
            staged.add(Stage.packages("primary", mirror, packages, 0));
        }
        if (!modules.isEmpty()) {
            staged.add(new StagedDocument(
                    DocumentKind.MODULES, "modules", mirror, null, DocumentBody.of(joined()), List.of(), 0));
        }
    }

    private void check() throws DocumentRefused {
        String where = folder.isEmpty() ? "repodata" : folder;
        if (broken != null) {
            throw new DocumentRefused(where, "the repository is left as it was, because one of its files is broken.");
        }
        for (RepomdReader.Entry entry : repomd) {
            Checksums file = files.get(entry.file());
            if (file != null && !file.matches(entry.algorithm(), entry.checksum())) {
                throw new DocumentRefused(
                        where,
                        "repomd.xml gives " + entry.file() + " the " + entry.algorithm() + " checksum "
                                + entry.checksum() + "; the file has another one.");
            }
        }
    }

    private StoredModules joined() {
        List<io.patchwave.catalog.Mirror.ModuleStream> streams = new ArrayList<>();
        Map<String, String> defaults = new TreeMap<>();
        for (StoredModules part : modules) {
            streams.addAll(part.streams());
            defaults.putAll(part.defaults());
        }
        return new StoredModules(streams, defaults);
    }

    private static RpmAdvisory in(String mirror, RpmAdvisory read) {
        return new RpmAdvisory(
                read.id(),
                mirror,
                read.type(),
                read.title(),
                read.severity(),
                read.publishedAt(),
                read.updatedAt(),
                read.cves(),
                read.collections());
    }
}
