package io.patchwave.catalog.feed;

import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.OsvAdvisory.Affected;
import io.patchwave.catalog.OsvAdvisory.Event;
import io.patchwave.catalog.OsvAdvisory.Range;
import io.patchwave.catalog.feed.CvrfDocument.Component;
import io.patchwave.catalog.feed.CvrfDocument.Flaw;
import io.patchwave.catalog.feed.CvrfDocument.NamedProduct;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CVRF of SUSE and openEuler: packages as products, no KBs. Such a document is one advisory; as it names no architecture that
 * counts, it takes the form of an OSV record, with OSV's own names of ecosystems: {@code SUSE Linux Enterprise Server 11 SP4}
 * → {@code SUSE:Linux Enterprise Server 11 SP4}, {@code openSUSE Leap 15.1} → {@code openSUSE:Leap 15.1}, {@code
 * openEuler-20.03-LTS-SP1} → {@code openEuler:20.03-LTS-SP1}.
 */
final class PackageCvrf {
    private static final Pattern BUILD = Pattern.compile("(.+)-([^-]+-[^-]+)");
    private static final Pattern FILE = Pattern.compile("(.+)\\.([a-z0-9_]+)\\.rpm");
    private static final Set<String> SOURCES = Set.of("src", "nosrc");

    private PackageCvrf() {}

    /** The document as one advisory; {@link DocumentRefused} when no fixed package can be read out of it. */
    static OsvAdvisory advisory(CvrfDocument document, String file) throws DocumentRefused {
        Set<Affected> affected = new LinkedHashSet<>();
        if (document.components().isEmpty()) {
            byCpe(document, affected);
        } else {
            byComponent(document, affected);
        }
        if (affected.isEmpty()) {
            throw new DocumentRefused(
                    file,
                    "it is CVRF of " + document.publisher().lines().findFirst().orElse("nobody")
                            + " and names no package of a product.");
        }
        Set<String> cves = new TreeSet<>();
        document.flaws().stream()
                .map(Flaw::id)
                .filter(id -> id.startsWith("CVE-"))
                .forEach(cves::add);
        return new OsvAdvisory(
                document.id(),
                document.currentRelease(),
                document.initialRelease(),
                null,
                document.title(),
                List.copyOf(cves),
                severity(document),
                List.copyOf(affected));
    }

    /** SUSE: {@code product:package} of status Fixed; without such statuses, every component. */
    private static void byComponent(CvrfDocument document, Set<Affected> affected) {
        Set<String> fixed = new LinkedHashSet<>();
        document.flaws().stream()
                .flatMap(flaw -> flaw.statuses().stream())
                .filter(status -> status.type().equals("Fixed"))
                .forEach(status -> fixed.addAll(status.productIds()));
        for (Map.Entry<String, Component> entry : document.components().entrySet()) {
            if (fixed.isEmpty() || fixed.contains(entry.getKey())) {
                Component component = entry.getValue();
                add(name(document, component.productId()), name(document, component.packageId()), affected);
            }
        }
    }

    /** openEuler: a package belongs to the release that shares its CPE; files of architecture src are sources. */
    private static void byCpe(CvrfDocument document, Set<Affected> affected) {
        List<NamedProduct> releases = document.named().stream()
                .filter(product -> !product.name().endsWith(".rpm"))
                .toList();
        for (NamedProduct product : document.named()) {
            Matcher rpm = FILE.matcher(product.name());
            if (rpm.matches() && !SOURCES.contains(rpm.group(2))) {
                releases.stream()
                        .filter(release -> Objects.equals(product.cpe(), release.cpe()))
                        .forEach(release -> add(release.name(), rpm.group(1), affected));
            }
        }
    }

    private static String name(CvrfDocument document, String id) {
        return document.products().getOrDefault(id, id);
    }

    private static void add(String product, String build, Set<Affected> affected) {
        Matcher parts = BUILD.matcher(build);
        if (parts.matches()) {
            List<Event> events = List.of(new Event("0", null, null), new Event(null, parts.group(2), null));
            affected.add(new Affected(
                    ecosystem(product), parts.group(1), List.of(new Range("ECOSYSTEM", events)), List.of(), null));
        }
    }

    /** OSV's name of a product. */
    static String ecosystem(String product) {
        if (product.startsWith("openEuler-")) {
            return "openEuler:" + product.substring("openEuler-".length());
        }
        if (product.startsWith("openSUSE ")) {
            return "openSUSE:" + product.substring("openSUSE ".length());
        }
        return product.startsWith("SUSE ") ? "SUSE:" + product.substring("SUSE ".length()) : product;
    }

    /** The document's own word, else the worst of its vulnerabilities. */
    private static @Nullable String severity(CvrfDocument document) {
        String own = document.notes().get("Severity");
        if (own != null && !own.isBlank()) {
            return own;
        }
        List<String> words = new ArrayList<>();
        document.flaws().stream()
                .flatMap(flaw -> flaw.threats().stream())
                .filter(threat ->
                        threat.type().equals("Impact") || threat.type().equals("Severity"))
                .forEach(threat -> words.add(threat.description()));
        return words.stream().min((a, b) -> rank(a).compareTo(rank(b))).orElse(null);
    }

    private static io.patchwave.catalog.Severity rank(String word) {
        return io.patchwave.catalog.Severity.of("suse", word, true);
    }
}
