package io.patchwave.rollout;

import io.patchwave.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checked plan with its defaults filled in: what the engine works by.
 *
 * @param lease null: by remedy
 * @param retries how often a failed host tries again by itself
 */
record Terms(
        Gate gate,
        int concurrency,
        @Nullable Duration lease,
        Duration keepOpenFor,
        int retries,
        String reboot,
        @Nullable Instant startAt) {
    private static final Duration KEEP_OPEN = Duration.ofHours(24);
    private static final Duration LEASE_OF_UPDATES = Duration.ofHours(4);
    private static final Duration LEASE_OF_PACKAGES = Duration.ofHours(2);

    /** Of a plan that {@link PlanCheck} has passed. */
    static Terms of(RolloutPlan plan) {
        return new Terms(
                gate(plan.gates()),
                plan.concurrency() == null ? Integer.MAX_VALUE : plan.concurrency(),
                duration(plan.lease(), null),
                orElse(duration(plan.keepOpenFor(), null), KEEP_OPEN),
                plan.retries() == null ? 1 : plan.retries(),
                plan.reboot() == null ? "if-required" : plan.reboot(),
                plan.startAt() == null
                        ? null
                        : java.time.OffsetDateTime.parse(plan.startAt()).toInstant());
    }

    /** Of a stored plan's text. */
    static Terms of(String plan) {
        return of(Json.read(plan, RolloutPlan.class));
    }

    /** Windows updates take longer than packages. */
    Duration leaseOf(boolean windows) {
        if (lease != null) {
            return lease;
        }
        return windows ? LEASE_OF_UPDATES : LEASE_OF_PACKAGES;
    }

    private static Gate gate(RolloutPlan.@Nullable Gates gates) {
        Gate standard = Gate.DEFAULT;
        if (gates == null) {
            return standard;
        }
        return new Gate(
                gates.successThreshold() == null ? standard.successThreshold() : gates.successThreshold(),
                gates.failureThreshold() == null ? standard.failureThreshold() : gates.failureThreshold(),
                gates.failureCount(),
                gates.minimumSample() == null ? standard.minimumSample() : gates.minimumSample(),
                orElse(duration(gates.soak(), null), standard.soak()),
                gates.unreachedThreshold());
    }

    private static @Nullable Duration duration(@Nullable String text, @Nullable Duration absent) {
        return text == null ? absent : Duration.parse(text);
    }

    private static Duration orElse(@Nullable Duration present, Duration absent) {
        return present == null ? absent : present;
    }
}
