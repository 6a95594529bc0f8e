package io.patchwave.version;

/**
 * The order of rpm's version and release strings ({@code rpmvercmp} of rpm 4.15 and later). A text is read as runs of digits,
 * runs of letters, {@code ~} and {@code ^}; everything else only separates. Token by token, {@code ~} is before the end of the
 * text, the end before {@code ^}, {@code ^} before letters, letters before numbers. Never throws; {@code 1a} and {@code 1.a}
 * are equal. {@code 1.0~rc1} is older than {@code 1.0}, {@code 1.0} older than {@code 1.0^git1}.
 */
public final class RpmVersions {
    private RpmVersions() {}

    /** Negative when {@code a} is older, 0 when neither, positive when it is newer. */
    public static int compare(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        int i = 0;
        int j = 0;
        while (true) {
            i = skipSeparators(a, i);
            j = skipSeparators(b, j);
            boolean endOfA = i == a.length();
            boolean endOfB = j == b.length();
            char x = endOfA ? 0 : a.charAt(i);
            char y = endOfB ? 0 : b.charAt(j);
            if (x == '~' || y == '~') {
                if (x != y) {
                    return x == '~' ? -1 : 1;
                }
            } else if (endOfA || endOfB) {
                return endOfA ? (endOfB ? 0 : -1) : 1;
            } else if (x == '^' || y == '^') {
                if (x != y) {
                    return x == '^' ? -1 : 1;
                }
            } else if (isDigit(x) != isDigit(y)) {
                return isDigit(x) ? 1 : -1;
            } else {
                int endA = endOfRun(a, i);
                int endB = endOfRun(b, j);
                int order = isDigit(x) ? numbers(a, i, endA, b, j, endB) : letters(a, i, endA, b, j, endB);
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
                continue;
            }
            i++;
            j++;
        }
    }

    private static int skipSeparators(String s, int from) {
        int i = from;
        while (i < s.length()
                && !isDigit(s.charAt(i))
                && !isLetter(s.charAt(i))
                && s.charAt(i) != '~'
                && s.charAt(i) != '^') {
            i++;
        }
        return i;
    }

    private static int endOfRun(String s, int from) {
        boolean digits = isDigit(s.charAt(from));
        int i = from;
        while (i < s.length() && (digits ? isDigit(s.charAt(i)) : isLetter(s.charAt(i)))) {
            i++;
        }
        return i;
    }

    /** Runs of digits as numbers of any length. */
    static int numbers(String a, int fromA, int endA, String b, int fromB, int endB) {
        int i = fromA;
        int j = fromB;
        while (i < endA && a.charAt(i) == '0') {
            i++;
        }
        while (j < endB && b.charAt(j) == '0') {
            j++;
        }
        int longer = (endA - i) - (endB - j);
        return longer != 0 ? longer : letters(a, i, endA, b, j, endB);
    }

    private static int letters(String a, int fromA, int endA, String b, int fromB, int endB) {
        int i = fromA;
        int j = fromB;
        while (i < endA && j < endB) {
            int order = a.charAt(i++) - b.charAt(j++);
            if (order != 0) {
                return order;
            }
        }
        return (endA - i) - (endB - j);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
