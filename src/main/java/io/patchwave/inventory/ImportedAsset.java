package io.patchwave.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of an asset list: a host that exists, and of whose software nothing is known.
 *
 * @param machineId null where the list does not tell; the host is known by its name then
 * @param ip null where the list does not tell
 * @param at when the list was written
 * @param source the list's name
 */
public record ImportedAsset(
        @Nullable String machineId,
        String hostname,
        @Nullable String ip,
        Instant at,
        String source) {}
