package io.patchwave.exposure.deb;

import io.patchwave.inventory.LinuxSoftware;
import org.jspecify.annotations.Nullable;

/**
 * What an installed package says on hosts of one kind.
 *
 * @param binary null where it says nothing at all
 * @param codes by role what it says of each advisory (see {@link io.patchwave.exposure.linux.Tally})
 */
record DebPlace(LinuxSoftware.Deb deb, @Nullable Binary binary, int[][] codes) {
    int[] as(DebRules.Role role) {
        return codes[role.ordinal()];
    }
}
