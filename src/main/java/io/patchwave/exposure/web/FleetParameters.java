package io.patchwave.exposure.web;

import io.patchwave.exposure.FleetExposure;
import io.patchwave.exposure.FleetFilter;
import io.patchwave.inventory.HostQuery;
import io.patchwave.platform.problem.ProblemException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The query parameters that questions about the fleet share; each narrows the answer. */
class FleetParameters {
    private static final Set<String> SEVERITIES = Set.of("critical", "important", "moderate", "low", "none", "unrated");

    @RestQuery
    @Parameter(description = "Id of an advisory or document, with all it leads to: MS17-010, ALSA-2024:0603, 2017-Mar")
    @Nullable String advisory;

    @RestQuery
    @Parameter(description = "A CVE, with the errata that close it")
    @Nullable String cve;

    @RestQuery
    @Parameter(description = "Findings that this update would close: KB4012212")
    @Nullable String kb;

    @RestQuery
    @Parameter(description = "The operating system as the publisher names it, or part of the name: Windows Server 2016")
    @Nullable String product;

    @RestQuery
    @Parameter(description = "critical, important, moderate, low, none or unrated")
    @Nullable String severity;

    @RestQuery
    @Parameter(description = "true: known to be exploited; false: the others")
    @Nullable Boolean kev;

    @RestQuery
    @Parameter(
            description = "security (the default where no advisory is named), bugfix, enhancement, newpackage or all")
    @Nullable String kind;

    @RestQuery
    @Parameter(description = "Hosts of this group, by id or name")
    @Nullable String group;

    @RestQuery
    @Parameter(description = "Hosts that carry this tag")
    @Nullable String tag;

    @RestQuery
    @Parameter(
            description =
                    "Hosts of this operating system: windows, linux, almalinux, almalinux:8, or part of the caption")
    @Nullable String os;

    @RestQuery
    @Parameter(description = "Hosts whose name, address or machine id has this part")
    @Nullable String q;

    @RestQuery
    @Parameter(description = "active, stale or quarantined; all but the retired where left out")
    @Nullable String status;

    @RestQuery
    @Parameter(description = "The software that hosts had at this time; now where left out")
    @Nullable String asOf;

    @RestQuery
    @Parameter(description = "By what was known at this time; now where left out")
    @Nullable String knownAt;

    /** The filter; 400 for words that are none. */
    FleetFilter filter() {
        if (severity != null && !SEVERITIES.contains(severity)) {
            throw ProblemException.invalid(
                    "severity", "must be one of " + String.join(", ", new TreeSet<>(SEVERITIES)) + "; was " + severity);
        }
        return new FleetFilter(
                advisory,
                cve,
                kb,
                product,
                severity,
                kev,
                kind == null ? null : Words.kind(kind),
                new HostQuery(q, os, tag, group, status, null));
    }

    FleetExposure.Moment moment() {
        return new FleetExposure.Moment(Words.instant("asOf", asOf), Words.instant("knownAt", knownAt));
    }

    /** Everything that selects rows, for cursors. */
    Object[] all() {
        return new @Nullable Object[] {
            advisory, cve, kb, product, severity, kev, kind, group, tag, os, q, status, asOf, knownAt
        };
    }

    /** Words of a list like {@code exposed,pending-reboot}. */
    static String[] words(String written) {
        return Arrays.stream(written.split(",")).map(String::strip).toArray(String[]::new);
    }
}
