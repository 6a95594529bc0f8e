package io.patchwave.platform.input;

/**
 * Bounds on what is read from outside.
 *
 * @param bytes inflated bytes at most
 * @param ratio inflated bytes per compressed byte at most
 * @param entries files in an archive at most
 */
public record Limits(long bytes, int ratio, int entries) {
    /** A host's document: inventory or facts. */
    public static final Limits DOCUMENT = new Limits(32L << 20, 200, 1);

    /** Something an admin uploads: a month of CVRF, a repository's metadata, an archive of advisories. */
    public static final Limits UPLOAD = new Limits(8L << 30, 500, 200_000);
}
