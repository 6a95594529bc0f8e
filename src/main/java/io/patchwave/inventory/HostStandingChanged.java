package io.patchwave.inventory;

import java.util.UUID;

/** A host was enrolled, retired, restored or imported; fired in the transaction, meant for observers after its success. A hint only. */
public record HostStandingChanged(UUID hostId, HostStatus status) {}
