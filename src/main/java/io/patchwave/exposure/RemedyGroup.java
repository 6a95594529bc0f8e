package io.patchwave.exposure;

import java.time.Instant;
import java.util.List;

/**
 * A class of advisories that every rule answers alike, with the advisories it has: another membership is another group.
 *
 * @param key the evaluator's name of it
 * @param advisories sorted
 * @param knownAt when an answer about it was first written down
 */
record RemedyGroup(int id, String key, List<String> advisories, Instant knownAt) {}
