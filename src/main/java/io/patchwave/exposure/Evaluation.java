package io.patchwave.exposure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything an evaluator says of one software set.
 *
 * @param product the publisher's name of the operating system judged, or null
 * @param hostUnknowns what stays undecided once per host, not once per CVE
 * @param probes files whose version would decide what is unknown, for example {@code %windir%\system32\drivers\srv.sys}
 * @param hints what looks like a finding and is none
 */
public record Evaluation(
        @Nullable String product,
        List<Judgement> judgements,
        List<HostUnknown> hostUnknowns,
        List<String> probes,
        List<Hint> hints) {
    /** Without hints. */
    public Evaluation(
            @Nullable String product, List<Judgement> judgements, List<HostUnknown> hostUnknowns, List<String> probes) {
        this(product, judgements, hostUnknowns, probes, List.of());
    }

    /**
     * An advisory brings a newer package in place of an installed one under another name ({@code replaced}) or for another
     * architecture ({@code arch-changed}): the package manager lists it neither as applicable nor as an update (exposure-rules
     * R2), so it is no finding.
     *
     * @param installed NEVRA
     * @param named NEVRA of the advisory's package
     */
    public record Hint(String advisory, String code, String installed, String named) {}

    /**
     * A reason code of exposure-rules U with what it is about, for example {@code catalog-incomplete}, {@code 2024-Nov}.
     *
     * @param settled advisories that are judged all the same, so that silence about them means unaffected; mostly none
     */
    public record HostUnknown(
            String reason,
            String detail,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> settled) {
        /** Reads what was written before there were settled ones, too. */
        public HostUnknown {
            settled = Objects.requireNonNullElse(settled, List.of());
        }

        /** A gap without exceptions. */
        public HostUnknown(String reason, String detail) {
            this(reason, detail, List.of());
        }
    }

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
