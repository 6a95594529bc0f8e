package io.patchwave.proof;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.feed.ModulesReader;
import io.patchwave.catalog.feed.PrimaryReader;
import io.patchwave.catalog.feed.UpdateinfoReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The catalog that an import of a drawn world makes, without a server. */
final class DrawnCatalog {
    private DrawnCatalog() {}

    /** Of the files below {@code repos}, for release 8 of that distribution. */
    static CatalogSnapshot of(DrawnYum world, Path repos, String distribution) {
        List<RpmAdvisory> errata = new ArrayList<>();
        List<Mirror> mirrors = new ArrayList<>();
        for (Build.Repository repository : world.repositories()) {
            String id = repository.id();
            Path folder = repos.resolve(id).resolve("repodata");
            errata.addAll(
                    Corpus.read(folder.resolve("updateinfo.xml"), in -> UpdateinfoReader.read(in, "updateinfo", id)));
            List<Mirror.OfferedPackage> packages =
                    Corpus.read(folder.resolve("primary.xml"), in -> PrimaryReader.read(in, "primary"));
            Path yaml = folder.resolve("modules.yaml");
            ModulesReader.Modules modules = Files.exists(yaml)
                    ? Corpus.read(yaml, in -> ModulesReader.read(in, "modules"))
                    : new ModulesReader.Modules(List.of(), Map.of());
            mirrors.add(new Mirror(id, "rpm", distribution, "8", packages, modules.streams(), modules.defaults()));
        }
        return new CatalogSnapshot(1, List.of(), List.of(), List.of(), errata, mirrors, List.of(), List.of());
    }
}
