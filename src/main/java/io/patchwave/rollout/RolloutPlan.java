package io.patchwave.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.inventory.HostQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a rollout (design, section 2): what, whom, in which waves, under which gates. Kept as accepted. Durations are
 * ISO 8601, percentages whole numbers. Members of type {@code JsonNode} come with a later release and are refused.
 *
 * @param advisories ids as published; the rollout closes these
 * @param targets whom; hosts whose verdict is not exposed are left out with a reason
 * @param exclude hosts a person leaves out
 * @param concurrency hosts that may hold work at once; null is no limit but the budget
 * @param lease how long the agent may be silent; null is by remedy
 * @param keepOpenFor how long a wave waits for hosts that have not fetched; null is 24 h
 * @param retries how often a failed host tries again by itself; null is 1
 * @param reboot {@code never}, {@code if-required} (default) or {@code always}
 * @param startAt RFC 3339; null is at once when started
 */
public record RolloutPlan(
        @Nullable String name,
        @Nullable List<String> advisories,
        @Nullable JsonNode rule,
        @Nullable Selection targets,
        @Nullable Selection exclude,
        @Nullable List<Step> waves,
        @Nullable Gates gates,
        @Nullable JsonNode windows,
        @Nullable Integer concurrency,
        @Nullable String lease,
        @Nullable String keepOpenFor,
        @Nullable Integer retries,
        @Nullable JsonNode deadline,
        @Nullable String reboot,
        @Nullable Boolean emergency,
        @Nullable String startAt) {
    /** Hosts by exactly one of: an advisory they are exposed to, a group (id or name), a query, their ids. */
    public record Selection(
            @Nullable String exposedTo,
            @Nullable Boolean includeUnknown,
            @Nullable String group,
            @Nullable HostQuery query,
            @Nullable List<String> hosts) {}

    /** One wave: exactly one of a percentage, a group, a query, or {@code rest: true}. */
    public record Step(
            @Nullable String name,
            @Nullable Integer percent,
            @Nullable String group,
            @Nullable HostQuery query,
            @Nullable Boolean rest,
            @Nullable Boolean requiresApproval) {}

    /** The brakes; see {@code Gate} for their meaning. */
    public record Gates(
            @Nullable Integer successThreshold,
            @Nullable Integer failureThreshold,
            @Nullable Integer failureCount,
            @Nullable Integer minimumSample,
            @Nullable String soak,
            @Nullable Integer unreachedThreshold,
            @Nullable JsonNode requiresBackupWithin) {}
}
