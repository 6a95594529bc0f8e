package io.patchwave.inventory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts; every member narrows the answer, null does not. As JSON it is the {@code query} of groups and rollouts.
 *
 * @param q part of host name, full name, address or machine id
 * @param os {@code windows}, {@code linux}, a distribution ({@code almalinux}, {@code almalinux:8}), or part of the caption
 * @param tag a tag the host carries
 * @param group id or name of a group
 * @param status a word of {@link HostStatus}; null is all but retired
 * @param exposedTo an advisory the host is exposed to (verdict {@code exposed}; answered by a {@link HostCriterion})
 */
public record HostQuery(
        @Nullable String q,
        @Nullable String os,
        @Nullable String tag,
        @Nullable String group,
        @Nullable String status,
        @Nullable String exposedTo) {
    /** All hosts but the retired. */
    public static final HostQuery ALL = new HostQuery(null, null, null, null, null, null);

    /** The hosts of a group. */
    public static HostQuery ofGroup(UUID group) {
        return new HostQuery(null, null, null, group.toString(), null, null);
    }
}
