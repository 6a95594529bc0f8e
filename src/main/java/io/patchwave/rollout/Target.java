package io.patchwave.rollout;

import io.patchwave.exposure.Remedies;
import java.util.List;
import java.util.UUID;

/**
 * A host of a rollout: its wave and what is pinned for it when the rollout starts ("same bits").
 *
 * @param id also that of its first assignment
 * @param wave number of the wave, from 1
 * @param advisories those of the rollout that were open on it: what the proof looks at
 */
record Target(
        UUID id, UUID rolloutId, UUID hostId, String hostname, int wave, List<String> advisories, Remedies remedies) {}
