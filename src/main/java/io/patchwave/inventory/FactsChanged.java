package io.patchwave.inventory;

import java.util.UUID;

/** A host has another set of facts (or its first); fired in the transaction, meant for observers after its success. A hint only. */
public record FactsChanged(UUID hostId, long factsSetId) {}
