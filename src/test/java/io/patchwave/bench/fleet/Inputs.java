package io.patchwave.bench.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Publishers' documents by file name, uncompressed: the real ones of {@code ../shared/data}, or synthetic ones of the same shape
 * where that is absent.
 *
 * @param real whether they are the publishers' own
 * @param updateinfo AlmaLinux 8's errata
 * @param primary the packages of that repository
 * @param cvrf Microsoft's months
 * @param history Windows' update history, tab-separated
 */
public record Inputs(boolean real, byte[] updateinfo, byte[] primary, Map<String, byte[]> cvrf, byte[] history) {
    private static final Path SHARED = Path.of("..", "shared", "data");

    /** The real ones where they are, else synthetic ones. */
    public static Inputs load() {
        return Files.isDirectory(SHARED) ? published() : SyntheticInputs.create();
    }

    private static Inputs published() {
        Path repodata = SHARED.resolve("yum/almalinux8/repodata");
        Map<String, byte[]> months = new LinkedHashMap<>();
        for (String folder : new String[] {"cvrf", "cvrf-fill"}) {
            try (Stream<Path> files = Files.list(SHARED.resolve("microsoft").resolve(folder))) {
                files.sorted().forEach(file -> months.put(name(file), read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Inputs(
                true,
                read(repodata.resolve("updateinfo.xml.gz")),
                read(repodata.resolve("primary.xml.gz")),
                months,
                read(SHARED.resolve("microsoft/windows-builds.tsv")));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".gz", "");
    }

    private static byte[] read(Path file) {
        try (var raw = Files.newInputStream(file)) {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(raw).readAllBytes() : raw.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An archive of these documents. */
    public static byte[] zip(Map<String, byte[]> documents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> document : documents.entrySet()) {
                zip.putNextEntry(new ZipEntry(document.getKey()));
                zip.write(document.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
