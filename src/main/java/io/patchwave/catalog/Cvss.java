package io.patchwave.catalog;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Base scores out of CVSS vectors of versions 2 and 3 (FIRST's specifications, sections 3.2.1 and 7.1). Version 4 scores by a
 * table of 270 entries that is not carried here: no score.
 */
final class Cvss {
    private Cvss() {}

    /** The score, or null for a vector of another version or with missing metrics. */
    static @Nullable Double baseScore(String vector) {
        String text = vector.toUpperCase(Locale.ROOT);
        Map<String, String> metrics = new HashMap<>();
        for (String part : text.split("/")) {
            int colon = part.indexOf(':');
            if (colon > 0) {
                metrics.putIfAbsent(part.substring(0, colon), part.substring(colon + 1));
            }
        }
        if (text.startsWith("CVSS:3.")) {
            return version3(metrics);
        }
        return metrics.containsKey("AU") ? version2(metrics) : null;
    }

    private static @Nullable Double version3(Map<String, String> m) {
        boolean changed = "C".equals(m.get("S"));
        Double vector = weight(m.get("AV"), "N", 0.85, "A", 0.62, "L", 0.55, "P", 0.2);
        Double complexity = weight(m.get("AC"), "L", 0.77, "H", 0.44);
        Double privileges = weight(m.get("PR"), "N", 0.85, "L", changed ? 0.68 : 0.62, "H", changed ? 0.5 : 0.27);
        Double interaction = weight(m.get("UI"), "N", 0.85, "R", 0.62);
        Double c = weight(m.get("C"), "H", 0.56, "L", 0.22, "N", 0.0);
        Double i = weight(m.get("I"), "H", 0.56, "L", 0.22, "N", 0.0);
        Double a = weight(m.get("A"), "H", 0.56, "L", 0.22, "N", 0.0);
        if (vector == null || complexity == null || privileges == null || interaction == null) {
            return null;
        }
        if (c == null || i == null || a == null) {
            return null;
        }
        double base = 1 - (1 - c) * (1 - i) * (1 - a);
        double impact = changed ? 7.52 * (base - 0.029) - 3.25 * Math.pow(base - 0.02, 15) : 6.42 * base;
        if (impact <= 0) {
            return 0.0;
        }
        double exploitability = 8.22 * vector * complexity * privileges * interaction;
        double sum = changed ? 1.08 * (impact + exploitability) : impact + exploitability;
        return roundUp(Math.min(sum, 10));
    }

    private static @Nullable Double version2(Map<String, String> m) {
        Double vector = weight(m.get("AV"), "N", 1.0, "A", 0.646, "L", 0.395);
        Double complexity = weight(m.get("AC"), "L", 0.71, "M", 0.61, "H", 0.35);
        Double authentication = weight(m.get("AU"), "N", 0.704, "S", 0.56, "M", 0.45);
        Double c = weight(m.get("C"), "C", 0.66, "P", 0.275, "N", 0.0);
        Double i = weight(m.get("I"), "C", 0.66, "P", 0.275, "N", 0.0);
        Double a = weight(m.get("A"), "C", 0.66, "P", 0.275, "N", 0.0);
        if (vector == null || complexity == null || authentication == null || c == null || i == null || a == null) {
            return null;
        }
        double impact = 10.41 * (1 - (1 - c) * (1 - i) * (1 - a));
        double exploitability = 20 * vector * complexity * authentication;
        double score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact == 0 ? 0 : 1.176);
        return Math.round(score * 10) / 10.0;
    }

    /** Smallest number with one decimal that is not below; in integers, as the specification asks against floating point. */
    private static double roundUp(double score) {
        long scaled = Math.round(score * 100_000);
        return scaled % 10_000 == 0 ? scaled / 100_000.0 : (scaled / 10_000 + 1) / 10.0;
    }

    private static @Nullable Double weight(@Nullable String written, Object... table) {
        for (int i = 0; i < table.length; i += 2) {
            if (table[i].equals(written)) {
                return (Double) table[i + 1];
            }
        }
        return null;
    }
}
