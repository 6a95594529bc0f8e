package io.patchwave.exposure.windows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog says of one product.
 *
 * @param key normalised name
 * @param component what it is inside the system; the system itself and programs are none
 * @param os the operating system it is, or lies in; null for programs
 * @param family which level of which program it is; null for Windows and for programs without levels
 * @param classes all advisories, by alternative remedies
 * @param remedies every KB of the product, ascending
 */
record ProductIndex(
        String key,
        Component component,
        @Nullable WindowsProduct os,
        @Nullable ProgramFamily family,
        List<RemedyClass> classes,
        Remedy[] remedies) {
    /** Whether every machine gets the same answers from both. */
    boolean sameAs(@Nullable ProductIndex other) {
        if (other == null || classes.size() != other.classes.size() || remedies.length != other.remedies.length) {
            return false;
        }
        for (int i = 0; i < remedies.length; i++) {
            if (!remedies[i].sameAs(other.remedies[i])) {
                return false;
            }
        }
        for (int i = 0; i < classes.size(); i++) {
            if (!classes.get(i).sameAs(other.classes.get(i))) {
                return false;
            }
        }
        return true;
    }
}
