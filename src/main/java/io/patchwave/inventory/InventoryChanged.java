package io.patchwave.inventory;

import java.util.UUID;

/** A host has another software set (or its first); fired in the transaction, meant for observers after its success. A hint only. */
public record InventoryChanged(UUID hostId, long softwareSetId) {}
