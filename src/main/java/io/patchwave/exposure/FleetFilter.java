package io.patchwave.exposure;

import io.patchwave.inventory.HostQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which findings on which hosts a question about the fleet means; every member narrows it, null does not.
 *
 * @param advisory id of an advisory or document; with what it leads to
 * @param cve a CVE, with the errata that close it
 * @param kb {@code KBnnnnnnn}: findings that this update would close
 * @param product the publisher's name of the operating system ({@code Windows Server 2016}, {@code almalinux:8}), or part of it
 * @param severity one word of the severities
 * @param kev whether exploited ones only, or the others
 * @param kind {@code security} where null; {@code all} for every kind
 * @param hosts which hosts
 */
public record FleetFilter(
        @Nullable String advisory,
        @Nullable String cve,
        @Nullable String kb,
        @Nullable String product,
        @Nullable String severity,
        @Nullable Boolean kev,
        @Nullable String kind,
        HostQuery hosts) {
    /** Every open security finding of the fleet. */
    public static final FleetFilter ALL = new FleetFilter(null, null, null, null, null, null, null, HostQuery.ALL);

    /** The same of that severity. */
    FleetFilter ofSeverity(String word) {
        return new FleetFilter(advisory, cve, kb, product, word, kev, kind, hosts);
    }

    /** The same of exploited ones, or of the others. */
    FleetFilter ofKev(boolean exploited) {
        return new FleetFilter(advisory, cve, kb, product, severity, exploited, kind, hosts);
    }

    /** Whether it names advisories one by one, so that their answers can be combined exactly, undecided ones included. */
    boolean isNamed() {
        return advisory != null || cve != null;
    }
}
