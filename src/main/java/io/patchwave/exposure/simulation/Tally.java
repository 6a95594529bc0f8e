package io.patchwave.exposure.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchwave.catalog.Severity;
import io.patchwave.exposure.CatalogRulings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums of findings over hosts, added up by many threads. */
final class Tally {
    private long hosts;
    private long findings;
    private long kev;
    private long pendingReboot;
    private final long[] bySeverity = new long[Severity.values().length];

    /**
     * What is closed.
     *
     * @param hosts on how many something is closed
     * @param findings host × advisory
     * @param kev of them known to be exploited
     * @param afterReboot of them closed only by the reboot that follows
     * @param bySeverity of them by severity; those that are none are left out
     */
    record Sum(
            long hosts,
            long findings,
            long kev,
            long afterReboot,

            @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, Long> bySeverity) {}

    /** Findings of one machine. */
    static final class One {
        int findings;
        int kev;
        int pendingReboot;
        final int[] bySeverity = new int[Severity.values().length];

        void add(CatalogRulings.AdvisoryHead head, boolean waits) {
            findings++;
            kev += head.kev() ? 1 : 0;
            pendingReboot += waits ? 1 : 0;
            bySeverity[head.severityRank()]++;
        }
    }

    synchronized void add(One one, int times) {
        if (one.findings > 0) {
            hosts += times;
            findings += (long) one.findings * times;
            kev += (long) one.kev * times;
            pendingReboot += (long) one.pendingReboot * times;
            for (int i = 0; i < bySeverity.length; i++) {
                bySeverity[i] += (long) one.bySeverity[i] * times;
            }
        }
    }

    synchronized Sum sum() {
        Map<String, Long> severities = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            if (bySeverity[severity.ordinal()] > 0) {
                severities.put(severity.word(), bySeverity[severity.ordinal()]);
            }
        }
        return new Sum(hosts, findings, kev, pendingReboot, severities);
    }
}
