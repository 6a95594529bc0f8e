package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Weight;
import io.patchwave.version.Evr;
import org.jspecify.annotations.Nullable;

/**
 * The looked-at builds of one name and architecture (R1).
 *
 * @param running of the running kernel, where several are installed; null: none of them is
 * @param perhapsRunning the oldest of several builds of a kernel package, where it is not known which of them runs
 */
record Builds(Evr newest, @Nullable Evr running, @Nullable Evr perhapsRunning) {
    /** The answer for a fix of this name and architecture, were it in force and to be had. */
    Weight against(Evr fix) {
        if (newest.isOlderThan(fix)) {
            return Weight.EXPOSED;
        }
        if (running != null && running.isOlderThan(fix)) {
            return Weight.PENDING_REBOOT;
        }
        return perhapsRunning != null && perhapsRunning.isOlderThan(fix)
                ? Weight.RUNNING_KERNEL_MISSING
                : Weight.PATCHED;
    }
}
