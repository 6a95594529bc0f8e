package io.patchwave.exposure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything an evaluator says of one software set.
 *
 * @param product the publisher's name of the operating system judged, or null
 * @param hostUnknowns what stays undecided once per host, not once per CVE
 * @param probes files whose version would decide what is unknown, for example {@code %windir%\system32\drivers\srv.sys}
 */
public record Evaluation(
        @Nullable String product, List<Judgement> judgements, List<HostUnknown> hostUnknowns, List<String> probes) {
    /** A reason code of exposure-rules U with what it is about, for example {@code catalog-incomplete}, {@code 2024-Nov}. */
    public record HostUnknown(String reason, String detail) {}

    /**
     * What is said of a set beside its judgements.
     *
     * @param product the publisher's name of the operating system judged, or null
     */
    public record Whole(
            @Nullable String product,

            @com.fasterxml.jackson.annotation.JsonAlias("unknowns")
            List<HostUnknown> hostUnknowns,

            List<String> probes) {}

    /** Without the judgements. */
    public Whole whole() {
        return new Whole(product, hostUnknowns, probes);
    }
}
