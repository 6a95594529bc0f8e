package io.patchwave.exposure.linux;

import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Nevra;
import java.util.Locale;
import java.util.Set;

/**
 * A distribution's release, in one spelling: {@code almalinux 8}, {@code debian 11}, {@code ubuntu 22.04},
 * {@code openeuler 20.03-LTS-SP1}. An advisory speaks for one release and for no other.
 *
 * @param distribution {@code ID} of os-release in lower case
 * @param version the first number for the RHEL family, Fedora, Amazon and Debian; otherwise as written
 */
public record Release(String distribution, String version) {
    private static final Set<String> BY_FIRST_NUMBER =
            Set.of("almalinux", "rocky", "rhel", "centos", "ol", "fedora", "amzn", "debian", "scientific", "eurolinux");

    /** {@code AlmaLinux}, {@code 8.9} → almalinux 8; {@code openEuler}, {@code 20.03 (LTS-SP1)} → openeuler 20.03-LTS-SP1. */
    public static Release of(String distribution, String version) {
        String name = distribution(distribution);
        String trimmed = version.strip();
        if (BY_FIRST_NUMBER.contains(name)) {
            int dot = trimmed.indexOf('.');
            return new Release(name, dot < 0 ? trimmed : trimmed.substring(0, dot));
        }
        return new Release(name, trimmed.replace(" (", "-").replace(")", "").replace(" LTS", ""));
    }

    /** Of a host. openEuler keeps its service pack out of {@code VERSION_ID}: there its release package tells. */
    public static Release of(LinuxSoftware host) {
        Release release = of(host.distribution(), host.versionId());
        if (!release.distribution.equals("openeuler") || release.version.contains("-")) {
            return release;
        }
        for (LinuxSoftware.Rpm rpm : host.packages()) {
            Nevra nevra = rpm.nevra().startsWith("openEuler-release-") ? Nevra.parse(rpm.nevra()) : null;
            if (nevra != null) {
                return new Release(
                        "openeuler",
                        nevra.evr()
                                .version()
                                .replace("LTS", "-LTS")
                                .replace("--", "-")
                                .replace('_', '-'));
            }
        }
        return release;
    }

    private static String distribution(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "alma" -> "almalinux";
            case "rocky linux", "rockylinux" -> "rocky";
            case "redhat", "red hat" -> "rhel";
            case "oracle", "oraclelinux" -> "ol";
            case "amazon" -> "amzn";
            default -> lower;
        };
    }

    @Override
    public String toString() {
        return distribution + " " + version;
    }
}
