package io.patchwave.bench.fleet;

import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.RpmAdvisory.FixedPackage;
import io.patchwave.catalog.RpmAdvisory.PackageCollection;
import io.patchwave.catalog.feed.UpdateinfoReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Linux advisories: the publisher's, and copies of them as of other products, until there are at least {@value #AT_LEAST}. A copy has
 * an id, package names and builds of its own ({@code bash 4.4-5.el8} → {@code bash-c3 4.4-5.el8.c3}), so a machine with 600
 * packages meets as many advisories as a real one does, however large the catalog is.
 */
public final class Errata {
    /** What the issue asks for. */
    public static final int AT_LEAST = 20_000;

    static final String PRIMARY_HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<metadata xmlns=\"http://linux.duke.edu/metadata/common\""
            + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">\n";

    private final List<RpmAdvisory> all = new ArrayList<>();

    private Errata(byte[] updateinfo) {
        List<RpmAdvisory> originals;
        try {
            originals = UpdateinfoReader.read(new ByteArrayInputStream(updateinfo), "updateinfo.xml", "bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.addAll(originals);
        for (int number = 1; all.size() < AT_LEAST; number++) {
            all.addAll(copies(originals, number));
        }
    }

    static Errata of(byte[] updateinfo) {
        return new Errata(updateinfo);
    }

    /** All, originals first. */
    public List<RpmAdvisory> all() {
        return all;
    }

    private static List<RpmAdvisory> copies(List<RpmAdvisory> originals, int number) {
        return originals.stream()
                .map(original -> new RpmAdvisory(
                        original.id() + "-C" + number,
                        original.mirror(),
                        original.type(),
                        original.title(),
                        original.severity(),
                        original.publishedAt(),
                        original.updatedAt(),
                        original.cves(),
                        original.collections().stream()
                                .map(collection -> new PackageCollection(
                                        collection.module(),
                                        collection.packages().stream()
                                                .map(fixed -> copy(fixed, number))
                                                .toList()))
                                .toList()))
                .toList();
    }

    private static FixedPackage copy(FixedPackage fixed, int number) {
        return new FixedPackage(
                fixed.name() + "-c" + number,
                fixed.epoch(),
                fixed.version(),
                fixed.release() + ".c" + number,
                fixed.arch(),
                fixed.rebootSuggested());
    }

    /** Advisories as a publisher writes them. */
    public static byte[] updateinfo(List<RpmAdvisory> advisories) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<updates>\n");
        for (RpmAdvisory advisory : advisories) {
            xml.append("<update from=\"bench\" status=\"final\" type=\"%s\" version=\"1\"><id>%s</id><title>%s</title>"
                    .formatted(advisory.type(), advisory.id(), escaped(advisory.title())));
            String published = String.valueOf(advisory.publishedAt());
            if (advisory.publishedAt() != null) {
                String date = published.substring(0, 19).replace('T', ' ');
                xml.append("<issued date=\"%s\"/><updated date=\"%s\"/>".formatted(date, date));
            }
            xml.append("<severity>%s</severity><description/><references>".formatted(advisory.severity()));
            for (String cve : advisory.cves()) {
                xml.append("<reference href=\"https://cve.example/%s\" id=\"%s\" type=\"cve\" title=\"%s\"/>"
                        .formatted(cve, cve, cve));
            }
            xml.append("</references><pkglist>");
            advisory.collections().forEach(collection -> append(xml, collection));
            xml.append("</pkglist></update>\n");
        }
        return xml.append("</updates>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder xml, PackageCollection collection) {
        xml.append("<collection short=\"bench\"><name>bench</name>");
        for (FixedPackage fixed : collection.packages()) {
            xml.append(
                    "<package name=\"%s\" version=\"%s\" release=\"%s\" epoch=\"%s\" arch=\"%s\"><filename>%s</filename></package>"
                            .formatted(
                                    fixed.name(),
                                    fixed.version(),
                                    fixed.release(),
                                    fixed.epoch() == null ? "0" : fixed.epoch(),
                                    fixed.arch(),
                                    fixed.name() + "-" + fixed.version() + "-" + fixed.release() + "." + fixed.arch()
                                            + ".rpm"));
        }
        xml.append("</collection>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /**
     * The repository's packages: the publisher's own, and beside each the builds of the copies.
     *
     * @param original the publisher's
     */
    byte[] primary(byte[] original) {
        return withBuilds(
                original,
                all.stream()
                        .filter(advisory -> advisory.id().matches(".*-C\\d"))
                        .toList());
    }

    /** Adds the builds of these advisories to a repository's packages. */
    static byte[] withBuilds(byte[] primary, List<RpmAdvisory> advisories) {
        Set<FixedPackage> added = new LinkedHashSet<>();
        for (RpmAdvisory advisory : advisories) {
            advisory.collections().forEach(collection -> added.addAll(collection.packages()));
        }
        String text = new String(primary, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("</metadata>");
        StringBuilder xml = new StringBuilder(text.substring(0, end));
        added.forEach(fixed -> xml.append(packageOf(fixed)));
        return xml.append(text.substring(end)).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A small repository of its own: one advisory and its packages. */
    public static byte[] repository(RpmAdvisory advisory) {
        StringBuilder primary = new StringBuilder(PRIMARY_HEAD);
        advisory.collections()
                .forEach(collection -> collection.packages().forEach(fixed -> primary.append(packageOf(fixed))));
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("updateinfo.xml", updateinfo(List.of(advisory)));
        parts.put("primary.xml", primary.append("</metadata>\n").toString().getBytes(StandardCharsets.UTF_8));
        return Inputs.zip(parts);
    }

    static String packageOf(FixedPackage fixed) {
        return ("<package type=\"rpm\"><name>%s</name><arch>%s</arch><version epoch=\"%s\" ver=\"%s\" rel=\"%s\"/>"
                        + "<format><rpm:sourcerpm>%s-%s-%s.src.rpm</rpm:sourcerpm></format></package>\n")
                .formatted(
                        fixed.name(),
                        fixed.arch(),
                        fixed.epoch() == null ? "0" : fixed.epoch(),
                        fixed.version(),
                        fixed.release(),
                        fixed.name(),
                        fixed.version(),
                        fixed.release());
    }
}
