package io.patchwave.exposure.windows;

import java.util.List;

/**
 * The advisories of one product that have the same alternative remedies: every rule answers all of them alike.
 *
 * @param group product and remedies as one stable text
 * @param advisories ids, sorted
 * @param kbs the alternatives, ascending; empty where nothing was published
 * @param texts the same as {@code KBnnnnnnn}
 */
record RemedyClass(String group, List<String> advisories, int[] kbs, List<String> texts) {}
