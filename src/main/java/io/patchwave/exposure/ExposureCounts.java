package io.patchwave.exposure;

/**
 * How many active hosts stand where with an advisory; the six add up to all active hosts.
 *
 * @param revision the catalog revision that every counted host has been evaluated at, or a later one
 */
public record ExposureCounts(
        long exposed, long pendingReboot, long mitigated, long patched, long unaffected, long unknown, long revision) {}
