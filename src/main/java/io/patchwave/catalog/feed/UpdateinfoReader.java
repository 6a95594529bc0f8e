package io.patchwave.catalog.feed;

import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.RpmAdvisory.FixedPackage;
import io.patchwave.catalog.RpmAdvisory.Module;
import io.patchwave.catalog.RpmAdvisory.PackageCollection;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a repository's {@code updateinfo}.
 *
 * <p>The same id twice is one advisory with both lists of packages; where the two have different {@code version}s (SUSE's
 * old ids are unique only with it) each is {@code id-version}. Where no package of the whole document has an epoch (openSUSE
 * 11), the epoch is 0; where only some lack it, theirs is null. Retracted advisories are left out.
 */
public final class UpdateinfoReader {
    private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");

    private final Xml xml;
    private final String mirror;
    private final Map<String, Map<String, RpmAdvisory>> byIdAndVersion = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private boolean epochs;

    private UpdateinfoReader(Xml xml, String mirror) {
        this.xml = xml;
        this.mirror = mirror;
    }

    /** All advisories, in the document's order of first mention; {@code mirror} is only written into them. */
    public static List<RpmAdvisory> read(InputStream content, String file, String mirror) throws IOException {
        return new UpdateinfoReader(new Xml(content, file), mirror).advisories();
    }

    private List<RpmAdvisory> advisories() throws IOException {
        if (!xml.name().equals("updates")) {
            throw xml.fault("the root element is <" + xml.name() + ">, updateinfo begins with <updates>.");
        }
        while (xml.child(1)) {
            if (xml.name().equals("update")) {
                update();
            }
        }
        xml.end();
        List<RpmAdvisory> advisories = new ArrayList<>();
        byIdAndVersion.forEach((id, versions) -> versions.forEach((version, advisory) ->
                advisories.add(finished(versions.size() == 1 ? id : id + "-" + version, advisory))));
        return advisories;
    }

    private void update() throws IOException {
        String type = xml.attributeOrEmpty("type").toLowerCase(Locale.ROOT);
        String version = xml.attributeOrEmpty("version");
        boolean retracted = xml.attributeOrEmpty("status").equals("retracted");
        Draft draft = new Draft();
        int here = xml.depth();
        while (xml.child(here)) {
            switch (xml.name()) {
                case "id" -> draft.id = xml.text();
                case "title" -> draft.title = xml.text();
                case "severity" -> draft.severity = orNull(xml.text());
                case "issued" -> draft.issued = date();
                case "updated" -> draft.updated = date();
                case "description" -> draft.description = xml.text();
                case "references" -> references(draft);
                case "pkglist" -> packageList(draft);
                default -> {}
            }
        }
        if (draft.id.isEmpty()) {
            throw xml.fault("an <update> has no <id>.");
        }
        if (!retracted) {
            byIdAndVersion
                    .computeIfAbsent(draft.id, id -> new LinkedHashMap<>())
                    .merge(version, draft.advisory(mirror, type), UpdateinfoReader::joined);
        }
    }

    /** {@code <issued date="…"/>}, or the date as text. */
    private @Nullable Instant date() throws IOException {
        String attribute = xml.attribute("date");
        return Dates.instant(attribute == null ? xml.text() : attribute);
    }

    private void references(Draft draft) throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            String words = xml.attributeOrEmpty("id") + " " + xml.attributeOrEmpty("title");
            if (xml.attributeOrEmpty("type").equals("cve")) {
                CVE.matcher(words).results().forEach(cve -> draft.cves.add(cve.group()));
            } else {
                CVE.matcher(words).results().forEach(cve -> draft.mentioned.add(cve.group()));
            }
        }
    }

    private void packageList(Draft draft) throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            if (xml.name().equals("collection")) {
                draft.collections.add(collection());
            }
        }
    }

    private PackageCollection collection() throws IOException {
        Module module = null;
        List<FixedPackage> packages = new ArrayList<>();
        int here = xml.depth();
        while (xml.child(here)) {
            if (xml.name().equals("module")) {
                module = new Module(
                        xml.attributeOrEmpty("name"), xml.attributeOrEmpty("stream"), xml.attributeOrEmpty("context"));
            } else if (xml.name().equals("package")) {
                packages.add(fixedPackage());
            }
        }
        return new PackageCollection(module, packages);
    }

    private FixedPackage fixedPackage() throws IOException {
        String name = shared("name");
        String epoch = orNull(shared("epoch"));
        String version = shared("version");
        String release = shared("release");
        String arch = shared("arch");
        epochs |= epoch != null;
        boolean reboot = false;
        int here = xml.depth();
        while (xml.child(here)) {
            if (xml.name().equals("reboot_suggested")) {
                String word = xml.text().toLowerCase(Locale.ROOT);
                reboot = !word.equals("false") && !word.equals("0");
            }
        }
        return new FixedPackage(name, epoch, version, release, arch, reboot);
    }

    /** An attribute that stands in many places: one object for all. */
    private String shared(String attribute) {
        return texts.computeIfAbsent(xml.attributeOrEmpty(attribute), same -> same);
    }

    private RpmAdvisory finished(String id, RpmAdvisory read) {
        List<PackageCollection> collections = epochs
                ? read.collections()
                : read.collections().stream().map(UpdateinfoReader::withEpochs).toList();
        return new RpmAdvisory(
                id,
                read.mirror(),
                read.type(),
                read.title(),
                read.severity(),
                read.publishedAt(),
                read.updatedAt(),
                read.cves(),
                collections);
    }

    private static PackageCollection withEpochs(PackageCollection collection) {
        return new PackageCollection(
                collection.module(),
                collection.packages().stream()
                        .map(p -> new FixedPackage(
                                p.name(), "0", p.version(), p.release(), p.arch(), p.rebootSuggested()))
                        .toList());
    }

    /** Both lists of packages and CVEs; the words are the first's. */
    static RpmAdvisory joined(RpmAdvisory first, RpmAdvisory again) {
        Set<String> cves = new LinkedHashSet<>(first.cves());
        cves.addAll(again.cves());
        List<PackageCollection> collections = new ArrayList<>(first.collections());
        again.collections().stream().filter(one -> !collections.contains(one)).forEach(collections::add);
        return new RpmAdvisory(
                first.id(),
                first.mirror(),
                first.type(),
                first.title(),
                first.severity(),
                first.publishedAt(),
                again.updatedAt() == null ? first.updatedAt() : again.updatedAt(),
                List.copyOf(cves),
                collections);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** One update while it is read. */
    private static final class Draft {
        private String id = "";
        private String title = "";
        private String description = "";
        private @Nullable String severity;
        private @Nullable Instant issued;
        private @Nullable Instant updated;
        private final Set<String> cves = new LinkedHashSet<>();
        private final Set<String> mentioned = new LinkedHashSet<>();
        private final List<PackageCollection> collections = new ArrayList<>();

        RpmAdvisory advisory(String mirror, String type) {
            if (cves.isEmpty()) {
                cves.addAll(mentioned);
            }
            if (cves.isEmpty()) {
                CVE.matcher(title + " " + description).results().forEach(cve -> cves.add(cve.group()));
            }
            return new RpmAdvisory(
                    id, mirror, type, title, severity, issued, updated, List.copyOf(cves), List.copyOf(collections));
        }
    }
}
