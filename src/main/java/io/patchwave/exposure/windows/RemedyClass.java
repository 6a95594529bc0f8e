package io.patchwave.exposure.windows;

import io.patchwave.exposure.Ruler.GroupName;
import java.util.Arrays;
import java.util.List;

/**
 * The advisories of one product that have the same alternative remedies: every rule answers all of them alike.
 *
 * @param number among the groups of the index
 * @param name product and remedies as one stable text, with the advisories
 * @param alternatives indexes of the product's remedies, ascending; empty where nothing was published
 * @param texts the same as {@code KBnnnnnnn}
 * @param extended every alternative is of a month after the product's end of support (ESU)
 */
record RemedyClass(int number, GroupName name, int[] alternatives, List<String> texts, boolean extended) {
    boolean sameAs(RemedyClass other) {
        return name.equals(other.name)
                && texts.equals(other.texts)
                && extended == other.extended
                && Arrays.equals(alternatives, other.alternatives);
    }
}
