package io.patchwave.inventory;

import java.util.UUID;

/** People said something else about a host (tags, owner, criticality); fired in the transaction, meant for observers after its success. A hint only. */
public record HostLabelled(UUID hostId) {}
