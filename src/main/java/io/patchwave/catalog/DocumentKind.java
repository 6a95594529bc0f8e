package io.patchwave.catalog;

import java.util.Locale;

/** What a stored document holds; the order is the precedence of what they say of the same advisory, the first wins. */
public enum DocumentKind {
    /** Errata of a mirror: they know architecture and stream. */
    UPDATEINFO,
    /** A month of Microsoft's, or one of its out-of-band documents. */
    CVRF,
    /** A list of DSAs or DLAs. */
    DSA,
    /** One OSV record. */
    OSV,
    /** One advisory of another publisher's CVRF, in OSV's form. */
    PACKAGE_CVRF,
    /** What the server brings along. */
    SHIPPED,
    /** Packages a mirror offers. */
    PACKAGES,
    /** Module streams of a mirror. */
    MODULES,
    /** Windows' update history. */
    HISTORY,
    /** Known exploited vulnerabilities. */
    KEV,
    /** A day of EPSS. */
    EPSS;

    /** As stored and shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static DocumentKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
