package io.patchwave.version;

import org.jspecify.annotations.Nullable;

/** Name, epoch, version, release and architecture of an rpm package. */
public record Nevra(String name, Evr evr, String arch) {
    /**
     * Reads {@code name-[epoch:]version-release.arch}: {@code openssl-1:1.1.1k-14.el8_6.x86_64}; without epoch it is 0. Also the
     * spelling with the epoch in front, {@code 1:openssl-1.1.1k-14.el8_6.x86_64}, and with a trailing {@code .rpm}.
     *
     * @return null for a text that is no such name
     */
    public static @Nullable Nevra parse(String text) {
        int end = text.endsWith(".rpm") ? text.length() - 4 : text.length();
        int dot = text.lastIndexOf('.', end - 1);
        int releaseDash = text.lastIndexOf('-', dot);
        int versionDash = releaseDash < 1 ? -1 : text.lastIndexOf('-', releaseDash - 1);
        if (versionDash < 1 || dot < releaseDash || dot + 1 >= end) {
            return null;
        }
        int nameFrom = 0;
        String evr = text.substring(versionDash + 1, dot);
        int colon = text.indexOf(':');
        if (colon > 0 && colon < versionDash && digitsUntil(text, colon)) {
            nameFrom = colon + 1;
            evr = text.substring(0, nameFrom) + evr;
        }
        String name = text.substring(nameFrom, versionDash);
        Evr read = Evr.parse(evr);
        if (name.isEmpty()
                || name.indexOf(':') >= 0
                || read.version().isEmpty()
                || read.release().isEmpty()) {
            return null;
        }
        return new Nevra(name, read, text.substring(dot + 1, end));
    }

    /** {@code name-epoch:version-release.arch}, always with epoch. */
    @Override
    public String toString() {
        return name + "-" + evr + "." + arch;
    }

    private static boolean digitsUntil(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (!RpmVersions.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
