package io.patchwave.inventory;

import java.util.UUID;

/** A host's row has changed in what check-ins compare; fired in the transaction, meant for this server's memory after its success. */
record HostTouched(UUID hostId) {}
