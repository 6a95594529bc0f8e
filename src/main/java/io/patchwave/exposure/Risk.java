package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a finding is, in points of 100: whether it is exploited (KEV, 40), how likely it will be (EPSS, up to 20), how severe
 * it is (up to 20), how much the host matters (up to 12), how long it has stood open (up to 8, full after 90 days). An order to
 * work in, not a measurement; each part only ever adds, so that ranking by one of them holds while the others are equal. Pure.
 */
final class Risk {
    private static final double EXPLOITED = 40;
    private static final double LIKELY = 20;
    private static final double OLD = 8;
    private static final double OLD_AFTER_DAYS = 90;

    private Risk() {}

    /** What the advisory brings, at most 80. */
    static double ofAdvisory(boolean kev, @Nullable Double epss, Severity severity) {
        double severe = switch (severity) {
            case CRITICAL -> 20;
            case IMPORTANT -> 14;
            case MODERATE, UNRATED -> 7;
            case LOW -> 3;
            case NONE -> 0;
        };
        return (kev ? EXPLOITED : 0) + (epss == null ? 0 : LIKELY * Math.min(1, Math.max(0, epss))) + severe;
    }

    /** What the host brings, at most 12. */
    static double ofHost(String criticality) {
        return switch (criticality) {
            case "critical" -> 12;
            case "high" -> 8;
            case "normal" -> 4;
            default -> 0;
        };
    }

    /** What its age brings, at most 8; nothing where it is not known. */
    static double ofAge(@Nullable Instant firstSeen, Instant now) {
        if (firstSeen == null || firstSeen.isAfter(now)) {
            return 0;
        }
        double days = Duration.between(firstSeen, now).toHours() / 24.0;
        return OLD * Math.min(1, days / OLD_AFTER_DAYS);
    }

    /** To a tenth. */
    static double rounded(double points) {
        return Math.round(points * 10) / 10.0;
    }
}
