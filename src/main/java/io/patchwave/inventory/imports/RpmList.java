package io.patchwave.inventory.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rpm -qa} prints: {@code name-version-release.arch} a line (no epochs), or with {@code --qf
 * '%{NAME}-%{EPOCHNUM}:%{VERSION}-%{RELEASE}.%{ARCH}\n'}, or name, epoch, version, release, architecture as columns.
 */
final class RpmList {
    private static final Set<String> ARCHITECTURES = Set.of(
            "x86_64",
            "i386",
            "i486",
            "i586",
            "i686",
            "noarch",
            "aarch64",
            "ppc64",
            "ppc64le",
            "s390x",
            "armv7hl",
            "riscv64",
            "loongarch64",
            "athlon",
            "ia64",
            "amd64");
    /** Packages that carry the distribution's own version: {@code almalinux-release-8.10-1.el8} → almalinux 8.10. */
    private static final Map<String, String> RELEASE_PACKAGES = Map.ofEntries(
            Map.entry("almalinux-release", "almalinux"), Map.entry("rocky-release", "rocky"),
            Map.entry("centos-release", "centos"), Map.entry("centos-linux-release", "centos"),
            Map.entry("centos-stream-release", "centos"), Map.entry("oraclelinux-release", "ol"),
            Map.entry("redhat-release", "rhel"), Map.entry("redhat-release-server", "rhel"),
            Map.entry("redhat-release-workstation", "rhel"), Map.entry("redhat-release-client", "rhel"),
            Map.entry("fedora-release-common", "fedora"), Map.entry("fedora-release", "fedora"),
            Map.entry("openEuler-release", "openEuler"), Map.entry("Leap-release", "opensuse-leap"),
            Map.entry("sles-release", "sles"), Map.entry("mariner-release", "mariner"));
    /** Dist tags that name their distribution; {@code .el8} alone does not. */
    private static final Pattern TAG = Pattern.compile("\\.(amzn|fc|cm|azl)(\\d+)(?![0-9])");

    private static final Pattern ALMA = Pattern.compile("\\.el(\\d+)(?:_\\d+)?(?:\\.\\w+)*\\.alma");
    private static final Pattern ROCKY = Pattern.compile("\\.el(\\d+)(?:_\\d+)?(?:\\.\\w+)*\\.rocky");
    private static final Map<String, String> TAG_IDS =
            Map.of("amzn", "amzn", "fc", "fedora", "cm", "mariner", "azl", "azurelinux");

    private RpmList() {}

    /** A package as listed; the epoch is null where the listing has none. */
    private record Rpm(Nevra nevra, boolean epochTold) {}

    /** Whether more than half of the first lines are packages. */
    static boolean recognises(String text) {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(400).toList();
        long packages = lines.stream().filter(line -> rpm(line) != null).count();
        return packages * 2 > lines.size();
    }

    /** The host of a listing. */
    static FoundHost read(Source source, String text, List<String> notes) throws InputRefused {
        List<Rpm> packages = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String line : text.split("\\R")) {
            Rpm rpm = rpm(line);
            if (rpm != null) {
                packages.add(rpm);
            } else if (!line.isBlank() && !line.startsWith("gpg-pubkey-")) {
                others.add(line);
            }
        }
        if (packages.isEmpty()) {
            throw new InputRefused("is no rpm -qa listing: no line is name-version-release.arch");
        }
        Distribution distribution = distribution(source, text, packages);
        Distribution.Uname uname = Distribution.Uname.in(others);
        String hostname = uname.hostname() == null ? source.stem() : uname.hostname();
        ObjectNode document = distribution.document(hostname, architecture(packages), uname.kernel());
        var array = document.putArray("packages");
        packages.stream().map(rpm -> rpm.nevra.toString()).distinct().sorted().forEach(array::add);
        if (packages.stream().noneMatch(Rpm::epochTold)) {
            notes.add(source.name() + ": the list has no epochs; they are taken as 0. Better:"
                    + " rpm -qa --qf '%{NAME}-%{EPOCHNUM}:%{VERSION}-%{RELEASE}.%{ARCH}\\n'");
        }
        long odd = others.stream().filter(line -> !isPreamble(line)).count();
        if (odd > 0) {
            notes.add(source.name() + ": " + odd + " lines are no packages and were left out.");
        }
        return FoundHost.of(source.name(), hostname, document);
    }

    private static boolean isPreamble(String line) {
        return line.matches("[A-Z_]+=.*|Linux \\S+ \\d.*|\\d+\\.\\d+\\.\\d+\\S*-\\S+\\s*|[$#].*");
    }

    private static @Nullable Rpm rpm(String raw) {
        String line = raw.strip();
        String[] columns = line.split("[\\s|]+");
        String epochFirst = columns.length >= 5 && columns[1].matches("\\d+|\\(none\\)")
                ? "%s-%s:%s-%s.%s".formatted((Object[]) java.util.Arrays.copyOf(columns, 5))
                : columns.length == 1 ? line : "";
        boolean told = epochFirst.contains(":");
        Nevra nevra = Nevra.parse(epochFirst.replace("(none):", "0:"));
        return nevra == null
                        || !ARCHITECTURES.contains(nevra.arch())
                        || nevra.name().equals("gpg-pubkey")
                ? null
                : new Rpm(nevra, told);
    }

    private static Distribution distribution(Source source, String text, List<Rpm> packages) throws InputRefused {
        Distribution told = Distribution.of(source.os());
        told = told == null ? Distribution.inOsRelease(text) : told;
        told = told == null ? byReleasePackage(packages) : told;
        told = told == null ? byTag(packages) : told;
        if (told == null) {
            throw new InputRefused("does not tell its distribution: neither a release package nor a dist tag names it;"
                    + " say it with os=, for example os=almalinux:8");
        }
        return told;
    }

    private static @Nullable Distribution byReleasePackage(List<Rpm> packages) {
        for (Rpm rpm : packages) {
            String id = RELEASE_PACKAGES.get(rpm.nevra.name());
            if (id != null) {
                String version = rpm.nevra.evr().version();
                String minor = rpm.nevra.evr().release();
                // centos-release-7-7.1908.0.el7.centos: the minor release stands in the release.
                Matcher old = Pattern.compile("(\\d+)\\.(\\d{4})\\..*").matcher(minor);
                return new Distribution(id, old.matches() ? version + "." + old.group(1) : version);
            }
        }
        return null;
    }

    private static @Nullable Distribution byTag(List<Rpm> packages) {
        Map<Distribution, Integer> votes = new HashMap<>();
        for (Rpm rpm : packages) {
            String release = rpm.nevra.evr().release();
            Matcher tag = TAG.matcher(release);
            Matcher alma = ALMA.matcher(release);
            Matcher rocky = ROCKY.matcher(release);
            if (tag.find()) {
                String id = Objects.requireNonNull(TAG_IDS.get(tag.group(1)));
                String version = tag.group(1).equals("cm") ? tag.group(2) + ".0" : tag.group(2);
                votes.merge(new Distribution(id, version), 1, Integer::sum);
            } else if (alma.find()) {
                votes.merge(new Distribution("almalinux", alma.group(1)), 1, Integer::sum);
            } else if (rocky.find()) {
                votes.merge(new Distribution("rocky", rocky.group(1)), 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.<Distribution, Integer>comparingByValue()
                        .thenComparing(vote -> vote.getKey().toString()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static String architecture(List<Rpm> packages) {
        Map<String, Integer> votes = new HashMap<>();
        packages.forEach(rpm -> votes.merge(rpm.nevra.arch(), 1, Integer::sum));
        votes.remove("noarch");
        if (votes.containsKey("x86_64")) {
            return "x86_64";
        }
        return votes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("x86_64");
    }
}
