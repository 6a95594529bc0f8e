package io.patchwave.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host out of a file that somebody brings, because it cannot run an agent.
 *
 * @param machineId null where the file does not tell; the host is known by its name then
 * @param hostname null where only the document tells
 * @param document an inventory document (design, 3.1), uncompressed
 * @param at when the file was written on the host: its evidence is as old as that
 * @param source the file's name
 */
public record ImportedHost(
        @Nullable String machineId, @Nullable String hostname, byte[] document, Instant at, String source) {}
