package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The sources that speak for a host: the repositories it names, else all of its distribution and release but extras; and the OSV
 * records of its release.
 */
record HostSources(List<Source> errata, List<Osv> osv) {
    /** OSV records; {@code isDoubtful} where it is not known whether their stream is the host's. */
    record Osv(Source source, boolean isDoubtful) {}

    static HostSources of(LinuxSoftware host, Release release, List<Source> all, Map<Release, List<Source>> osv) {
        List<Source> named =
                all.stream().filter(source -> source.isNamedBy(host)).toList();
        List<Source> errata = !named.isEmpty()
                ? named
                : all.stream()
                        .filter(source -> release.equals(source.release()) && !source.extra())
                        .toList();
        List<Osv> records = new ArrayList<>();
        for (Source source : osv.getOrDefault(release, List.of())) {
            String stream = source.supportStream();
            boolean known = !host.repositories().isEmpty();
            if (stream == null ? !isOfStream(host, "eus") : isStreamOf(stream, host)) {
                records.add(new Osv(source, stream != null && !known));
            }
        }
        return new HostSources(errata, records);
    }

    boolean isEmpty() {
        return errata.isEmpty() && osv.isEmpty();
    }

    /** Whether the errata have it: an OSV record and an erratum of the same id are one item, and the erratum decides. */
    boolean isErratum(Advisory advisory) {
        for (Source source : errata) {
            if (source.index().advisories().get(advisory.number())) {
                return true;
            }
        }
        return false;
    }

    /** What tells these sources from others. */
    List<Integer> signature() {
        List<Integer> numbers = new ArrayList<>();
        errata.forEach(source -> numbers.add(source.number()));
        osv.forEach(
                records -> numbers.add(records.isDoubtful ? -1 - records.source.number() : records.source.number()));
        return numbers;
    }

    List<ModuleDocuments> modules() {
        return errata.stream().map(Source::modules).toList();
    }

    List<Offers> offers() {
        return errata.stream().map(Source::offers).filter(Offers::isKnown).toList();
    }

    /** {@code eus:9.2}: the minor release must be the host's, and its repositories of that kind, or not known. */
    private static boolean isStreamOf(String stream, LinuxSoftware host) {
        int colon = stream.indexOf(':');
        return host.versionId().equals(stream.substring(colon + 1))
                && (host.repositories().isEmpty() || isOfStream(host, stream.substring(0, colon)));
    }

    private static boolean isOfStream(LinuxSoftware host, String kind) {
        return host.repositories().stream()
                .anyMatch(each -> List.of(each.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                        .contains(kind));
    }
}
