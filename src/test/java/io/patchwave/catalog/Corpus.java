package io.patchwave.catalog;

import io.patchwave.catalog.feed.CvrfDocument;
import io.patchwave.catalog.feed.CvrfReader;
import io.patchwave.catalog.feed.DsaListReader;
import io.patchwave.catalog.feed.HistoryReader;
import io.patchwave.catalog.feed.MicrosoftCvrf;
import io.patchwave.catalog.feed.ModulesReader;
import io.patchwave.catalog.feed.OsvReader;
import io.patchwave.catalog.feed.PrimaryReader;
import io.patchwave.catalog.feed.UpdateinfoReader;
import io.patchwave.platform.input.BoundedInput;
import io.patchwave.platform.input.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real documents of {@code ../shared/data} as snapshots, without a server. Tests that use it skip where it is absent. */
public final class Corpus {
    /** Where the data lies beside a checkout. */
    public static final Path DATA = Path.of("..", "shared", "data");

    private static CatalogSnapshot windows;

    private Corpus() {}

    /** Skips the calling test where the data is absent. */
    public static void assumeHere() {
        Assumptions.assumeTrue(Files.isDirectory(DATA), "../shared/data is absent: skipped");
    }

    /** Everything about Windows: the 113 documents and the update history. Read once per run. */
    public static synchronized CatalogSnapshot windows() {
        assumeHere();
        if (windows == null) {
            List<WindowsStatement> statements = new ArrayList<>();
            cvrfFiles().forEach(file -> statements.addAll(MicrosoftCvrf.statements(cvrf(file))));
            windows = new CatalogSnapshot(
                    1, statements, history(), List.of(), List.of(), List.of(), List.of(), List.of());
        }
        return windows;
    }

    /** The 113 files of {@code cvrf} and {@code cvrf-fill}, sorted by name. */
    public static List<Path> cvrfFiles() {
        try (Stream<Path> months = Files.list(DATA.resolve("microsoft/cvrf"));
                Stream<Path> filled = Files.list(DATA.resolve("microsoft/cvrf-fill"))) {
            return Stream.concat(months, filled)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One CVRF document. */
    public static CvrfDocument cvrf(Path file) {
        return read(file, content -> CvrfReader.read(content, file.toString()));
    }

    /** The update history. */
    public static List<HistoryLine> history() {
        return read(DATA.resolve("microsoft/windows-builds.tsv"), in -> HistoryReader.read(in, "windows-builds.tsv"));
    }

    /**
     * A yum repository below {@code ../shared/data/yum}, for example {@code almalinux8-hard}: its errata and its mirror of
     * that name, for {@code almalinux}, {@code 8}.
     */
    public static CatalogSnapshot yum(String name) {
        assumeHere();
        Path folder = DATA.resolve("yum").resolve(name).resolve("repodata");
        List<RpmAdvisory> errata =
                read(only(folder, "updateinfo.xml"), in -> UpdateinfoReader.read(in, "updateinfo", name));
        List<Mirror.OfferedPackage> packages =
                read(only(folder, "primary.xml"), in -> PrimaryReader.read(in, "primary"));
        ModulesReader.Modules modules = has(folder, "modules.yaml")
                ? read(only(folder, "modules.yaml"), in -> ModulesReader.read(in, "modules"))
                : new ModulesReader.Modules(List.of(), Map.of());
        Mirror mirror = new Mirror(name, "rpm", "almalinux", "8", packages, modules.streams(), modules.defaults());
        return new CatalogSnapshot(1, List.of(), List.of(), List.of(), errata, List.of(mirror), List.of(), List.of());
    }

    /** OSV records of an archive or a single file. */
    public static CatalogSnapshot osv(String path) {
        assumeHere();
        List<OsvAdvisory> records = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(DATA.resolve(path))) {
            BoundedInput.forEach(raw, path, Limits.UPLOAD, (entry, in) -> records.addAll(OsvReader.read(in, entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CatalogSnapshot(1, List.of(), List.of(), List.of(), List.of(), List.of(), records, List.of());
    }

    /** All DSAs of the tracker's list. */
    public static CatalogSnapshot debian() {
        assumeHere();
        List<DebAdvisory> advisories = read(
                DATA.resolve("debian/tracker/DSA-list.txt.gz"), in -> DsaListReader.read(in, "DSA-list", line -> {}));
        return new CatalogSnapshot(1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), advisories);
    }

    /** Reads one (compressed) file. */
    public static <T> T read(Path file, Reader<T> reader) {
        try (InputStream raw = Files.newInputStream(file)) {
            return reader.read(BoundedInput.open(raw, Limits.UPLOAD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done with the content of a file. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads it. */
        T read(InputStream content) throws IOException;
    }

    private static boolean has(Path folder, String part) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().contains(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path only(Path folder, String part) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(part)
                            && !file.getFileName().toString().endsWith(".zck"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + part + " in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
