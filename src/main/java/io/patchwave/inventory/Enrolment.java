package io.patchwave.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a machine says of itself when its agent enrols.
 *
 * @param machineId what the machine calls itself
 * @param tags of the enrolment token, for the host
 */
public record Enrolment(
        String machineId,
        String hostname,
        @Nullable String fqdn,
        OperatingSystem os,
        HostView.@Nullable Agent agent,
        @Nullable String bootId,
        @Nullable String biosUuid,
        @Nullable String serial,
        List<String> tags) {}
