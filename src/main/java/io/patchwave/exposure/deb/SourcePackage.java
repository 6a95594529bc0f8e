package io.patchwave.exposure.deb;

import io.patchwave.inventory.LinuxSoftware;
import org.jspecify.annotations.Nullable;

/** The source package an advisory would name for a binary, and its version: signed packages stand for what they sign (D3). */
record SourcePackage(String name, String version) {
    /**
     * {@code linux-signed-amd64 5.10.46+4} → linux 5.10.46-4 (Debian); {@code linux-signed-aws 6.8.0-1021.23} → linux-aws
     * (Ubuntu); {@code grub2-signed 1.187.6+2.06-2ubuntu14.4} → grub2 2.06-2ubuntu14.4.
     *
     * @return null for {@code linux-meta}, whose versions count something else
     */
    static @Nullable SourcePackage of(LinuxSoftware.Deb deb, boolean debian) {
        String name = deb.source();
        if (name.equals("linux-meta") || name.startsWith("linux-meta-")) {
            return null;
        }
        if (name.equals("linux-signed") || name.startsWith("linux-signed-")) {
            String flavour = name.substring("linux-signed".length());
            return debian
                    ? new SourcePackage("linux", unsigned(deb.sourceVersion()))
                    : new SourcePackage("linux" + flavour, deb.sourceVersion());
        }
        if (name.equals("grub2-signed") || (name.startsWith("grub-efi-") && name.endsWith("-signed"))) {
            int plus = deb.sourceVersion().indexOf('+');
            return new SourcePackage("grub2", unsigned(deb.sourceVersion().substring(plus + 1)));
        }
        return new SourcePackage(name, deb.sourceVersion());
    }

    /**
     * The plus before the revision is a dash: {@code 5.10.46+4} → {@code 5.10.46-4}, {@code 4.19.118+2+deb10u1} →
     * {@code 4.19.118-2+deb10u1}, {@code 2.02+dfsg1+20} → {@code 2.02+dfsg1-20}; a version with a dash stays.
     */
    private static String unsigned(String version) {
        if (version.indexOf('-') >= 0) {
            return version;
        }
        for (int i = 0; i + 1 < version.length(); i++) {
            if (version.charAt(i) == '+' && Character.isDigit(version.charAt(i + 1))) {
                return version.substring(0, i) + '-' + version.substring(i + 1);
            }
        }
        return version;
    }
}
