package io.patchwave.exposure.windows;

import io.patchwave.exposure.Ruler.GroupName;
import io.patchwave.version.FileVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The advisories of one product that have the same alternative remedies: every rule answers all of them alike.
 *
 * @param number among the groups of the index
 * @param name product and remedies as one stable text, with the advisories
 * @param alternatives indexes of the product's remedies, ascending; empty where nothing was published
 * @param texts the same as {@code KBnnnnnnn}
 * @param version of a program which no longer has the flaw, where no KB brings it; null for everything else
 * @param extended every alternative is of a month after the product's end of support (ESU)
 */
record RemedyClass(
        int number,
        GroupName name,
        int[] alternatives,
        List<String> texts,
        @Nullable FileVersion version,
        boolean extended) {
    boolean sameAs(RemedyClass other) {
        return name.equals(other.name)
                && texts.equals(other.texts)
                && extended == other.extended
                && Objects.equals(version, other.version)
                && Arrays.equals(alternatives, other.alternatives);
    }
}
