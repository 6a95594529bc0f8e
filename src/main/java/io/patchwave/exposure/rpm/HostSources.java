package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The sources that speak for a host: the repositories it names, else all of its distribution and release but extras; and the OSV
 * records of its release.
 */
record HostSources(List<Source> errata, List<Osv> osv) {
    /** OSV records; {@code isDoubtful} where it is not known whether their stream is the host's. */
    record Osv(Source source, boolean isDoubtful) {}

    /** What of a host decides it. */
    record Address(Release release, String versionId, List<String> repositories) {
        static Address of(LinuxSoftware host) {
            return new Address(Release.of(host), host.versionId(), host.repositories());
        }
    }

    static HostSources of(Address host, Sources all) {
        List<Source> named = all.errata().stream()
                .filter(source -> source.isNamedBy(host.repositories))
                .toList();
        List<Source> errata = !named.isEmpty()
                ? named
                : all.errata().stream()
                        .filter(source -> source.speaksFor(host.release) && !source.extra())
                        .toList();
        List<Osv> records = new ArrayList<>();
        for (Source source : all.osv()) {
            String stream = source.supportStream();
            boolean known = !host.repositories.isEmpty();
            if (source.speaksFor(host.release)
                    && (stream == null ? !isOfStream(host, "eus") : isStreamOf(stream, host))) {
                records.add(new Osv(source, stream != null && !known));
            }
        }
        return new HostSources(errata, records);
    }

    boolean isEmpty() {
        return errata.isEmpty() && osv.isEmpty();
    }

    /** Whether a repository that does not tell what it has fixes something under that name and architecture. */
    boolean isUntold(String key) {
        return errata.stream()
                .anyMatch(source -> !source.offers().isKnown() && source.index().under(key) != null);
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

    /**
     * Whether what they said in an older catalog differs only by advisories that changed: sources that came or went did so for
     * everybody, and bring nothing but advisories and builds.
     */
    boolean follow(HostSources older, Sources now, Sources before) {
        return isEmpty() == older.isEmpty()
                && offers().isEmpty() == older.offers().isEmpty()
                && areLike(older)
                && all().filter(source -> !older.has(source)).allMatch(source -> isOnlyIn(source, before))
                && older.all().filter(source -> !has(source)).allMatch(source -> isOnlyIn(source, now));
    }

    private static boolean isOnlyIn(Source source, Sources theOthers) {
        return source.modules().isEmpty() && theOthers.all().noneMatch(each -> each.number() == source.number());
    }

    private boolean areLike(HostSources older) {
        return errata.stream()
                        .allMatch(source -> older.errata.stream()
                                .allMatch(each -> each.number() != source.number() || source.isLike(each)))
                && osv.stream()
                        .allMatch(records -> older.osv.stream()
                                .allMatch(each -> each.source.number() != records.source.number()
                                        || each.isDoubtful == records.isDoubtful));
    }

    private boolean has(Source source) {
        return all().anyMatch(each -> each.number() == source.number());
    }

    private Stream<Source> all() {
        return Stream.concat(errata.stream(), osv.stream().map(Osv::source));
    }

    List<ModuleDocuments> modules() {
        return errata.stream().map(Source::modules).toList();
    }

    List<Offers> offers() {
        return errata.stream().map(Source::offers).filter(Offers::isKnown).toList();
    }

    /** {@code eus:9.2}: the minor release must be the host's, and its repositories of that kind, or not known. */
    private static boolean isStreamOf(String stream, Address host) {
        int colon = stream.indexOf(':');
        return host.versionId.equals(stream.substring(colon + 1))
                && (host.repositories.isEmpty() || isOfStream(host, stream.substring(0, colon)));
    }

    private static boolean isOfStream(Address host, String kind) {
        return host.repositories.stream()
                .anyMatch(each -> List.of(each.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                        .contains(kind));
    }
}
