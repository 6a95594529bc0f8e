package io.patchwave.inventory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group of hosts: a saved query or a fixed list.
 *
 * @param query null for a fixed list; never names another group
 * @param hosts the ids of a fixed list, empty for a query
 */
public record GroupView(
        UUID id,
        String name,
        @Nullable String description,
        @Nullable HostQuery query,
        List<UUID> hosts,
        Instant createdAt) {}
