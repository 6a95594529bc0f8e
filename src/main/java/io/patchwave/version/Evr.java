package io.patchwave.version;

import org.jspecify.annotations.Nullable;

/**
 * Epoch, version and release of an rpm package; ordered by epoch, then version, then release. The order is coarser than
 * equality: {@code 1a} and {@code 1.a} compare as 0 and are not equal.
 *
 * @param epoch 0 where none is written; larger than any number of rpm's is {@link Long#MAX_VALUE}
 * @param release empty where there is none
 */
public record Evr(long epoch, String version, String release) implements Comparable<Evr> {
    /** Reads {@code [epoch:]version[-release]}: {@code 1:1.1.1k-14.el8_6}; any text gives an answer. */
    public static Evr parse(String text) {
        int colon = text.indexOf(':');
        boolean hasEpoch = colon >= 0 && isNumber(text, colon);
        int from = hasEpoch ? colon + 1 : 0;
        int dash = text.lastIndexOf('-');
        boolean hasRelease = dash >= from;
        return new Evr(
                hasEpoch ? number(text, colon) : 0,
                text.substring(from, hasRelease ? dash : text.length()),
                hasRelease ? text.substring(dash + 1) : "");
    }

    /** Of the three texts a document gives; an epoch that is null, empty or no number is 0. */
    public static Evr of(@Nullable String epoch, String version, String release) {
        if (epoch == null || epoch.isEmpty() || !isNumber(epoch, epoch.length())) {
            return new Evr(0, version, release);
        }
        return new Evr(number(epoch, epoch.length()), version, release);
    }

    /** The same build with another epoch. */
    public Evr withEpoch(long other) {
        return new Evr(other, version, release);
    }

    public boolean isOlderThan(Evr other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Evr other) {
        int order = Long.compare(epoch, other.epoch);
        if (order == 0) {
            order = RpmVersions.compare(version, other.version);
        }
        return order != 0 ? order : RpmVersions.compare(release, other.release);
    }

    /** {@code version-release}, as {@code uname -r} and source packages write it. */
    public String versionRelease() {
        return release.isEmpty() ? version : version + "-" + release;
    }

    /** {@code epoch:version-release}, always with epoch. */
    @Override
    public String toString() {
        return epoch + ":" + versionRelease();
    }

    private static boolean isNumber(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (!RpmVersions.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static long number(String text, int end) {
        long value = 0;
        for (int i = 0; i < end; i++) {
            if (value > (Long.MAX_VALUE - 9) / 10) {
                return Long.MAX_VALUE;
            }
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value;
    }
}
