package io.patchwave.version;

/**
 * The order of Debian's version strings, {@code [epoch:]upstream[-revision]}, as dpkg compares them. Never throws: a text before
 * the colon that is not a number belongs to the upstream version. {@code 1.0~rc1} is older than {@code 1.0}; no epoch is
 * epoch 0, no revision is revision 0.
 */
public final class DebianVersions {
    private DebianVersions() {}

    /** Negative when {@code a} is older, 0 when neither, positive when it is newer. */
    public static int compare(String a, String b) {
        int colonA = epochEnd(a);
        int colonB = epochEnd(b);
        int order = RpmVersions.numbers(a, 0, Math.max(colonA, 0), b, 0, Math.max(colonB, 0));
        if (order != 0) {
            return order;
        }
        int dashA = revisionDash(a, colonA + 1);
        int dashB = revisionDash(b, colonB + 1);
        order = part(a, colonA + 1, dashA, b, colonB + 1, dashB);
        if (order != 0) {
            return order;
        }
        return part(a, Math.min(dashA + 1, a.length()), a.length(), b, Math.min(dashB + 1, b.length()), b.length());
    }

    /** Where the colon after the epoch stands, or -1. */
    private static int epochEnd(String s) {
        int i = 0;
        while (i < s.length() && RpmVersions.isDigit(s.charAt(i))) {
            i++;
        }
        return i > 0 && i < s.length() && s.charAt(i) == ':' ? i : -1;
    }

    /** Where the last dash stands, or the end. */
    private static int revisionDash(String s, int from) {
        int dash = s.lastIndexOf('-');
        return dash >= from ? dash : s.length();
    }

    /** dpkg's {@code verrevcmp}: by turns a run without digits, letters first, and a number. */
    private static int part(String a, int fromA, int endA, String b, int fromB, int endB) {
        int i = fromA;
        int j = fromB;
        while (i < endA || j < endB) {
            while ((i < endA && !RpmVersions.isDigit(a.charAt(i))) || (j < endB && !RpmVersions.isDigit(b.charAt(j)))) {
                int order = weight(a, i, endA) - weight(b, j, endB);
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
            int numberA = i;
            int numberB = j;
            while (i < endA && RpmVersions.isDigit(a.charAt(i))) {
                i++;
            }
            while (j < endB && RpmVersions.isDigit(b.charAt(j))) {
                j++;
            }
            int order = RpmVersions.numbers(a, numberA, i, b, numberB, j);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int weight(String s, int at, int end) {
        if (at >= end || RpmVersions.isDigit(s.charAt(at))) {
            return 0;
        }
        char c = s.charAt(at);
        if (c == '~') {
            return -1;
        }
        return RpmVersions.isLetter(c) ? c : c + 256;
    }
}
