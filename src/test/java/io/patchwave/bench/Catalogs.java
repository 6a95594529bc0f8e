package io.patchwave.bench;

import io.patchwave.bench.fleet.Fleet;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.HistoryLine;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.WindowsStatement;
import io.patchwave.catalog.feed.CvrfReader;
import io.patchwave.catalog.feed.HistoryReader;
import io.patchwave.catalog.feed.MicrosoftCvrf;
import io.patchwave.catalog.feed.PrimaryReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The fleet's catalog as a snapshot, without a server. */
final class Catalogs {
    private Catalogs() {}

    static CatalogSnapshot snapshot(Fleet fleet) {
        List<WindowsStatement> statements = new ArrayList<>();
        fleet.inputs()
                .cvrf()
                .forEach((name, document) -> statements.addAll(
                        MicrosoftCvrf.statements(read(document, content -> CvrfReader.read(content, name)))));
        List<HistoryLine> history = read(fleet.inputs().history(), content -> HistoryReader.read(content, "history"));
        List<Mirror.OfferedPackage> packages =
                read(fleet.packages(), content -> PrimaryReader.read(content, "primary.xml"));
        Mirror mirror = new Mirror("bench", "rpm", "almalinux", "8", packages, List.of(), Map.of());
        return new CatalogSnapshot(
                1, statements, history, List.of(), sorted(fleet.errata()), List.of(mirror), List.of(), List.of());
    }

    /** The same with other errata. */
    static CatalogSnapshot with(CatalogSnapshot catalog, List<RpmAdvisory> errata) {
        return new CatalogSnapshot(
                catalog.rev() + 1,
                catalog.statements(),
                catalog.history(),
                catalog.incomplete(),
                sorted(errata),
                catalog.mirrors(),
                catalog.osv(),
                catalog.debian());
    }

    private static List<RpmAdvisory> sorted(List<RpmAdvisory> errata) {
        return errata.stream()
                .sorted(Comparator.comparing(RpmAdvisory::id).thenComparing(RpmAdvisory::mirror))
                .toList();
    }

    private interface Reader<T> {
        T read(InputStream content) throws IOException;
    }

    private static <T> T read(byte[] content, Reader<T> reader) {
        try {
            return reader.read(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
