package io.patchwave.exposure;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a host has booted again since its software came (exposure-rules 0.5); pure. */
final class Boots {
    private Boots() {}

    /**
     * True when the software of the last state came with another boot than the present one.
     *
     * @param states oldest first
     * @param bootId the present boot; null where the agent cannot tell, which proves nothing
     */
    static boolean againSince(List<HostRows.State> states, @Nullable String bootId) {
        if (states.isEmpty() || bootId == null) {
            return false;
        }
        Long set = states.get(states.size() - 1).setId();
        String first = null;
        for (int i = states.size() - 1; i >= 0 && Objects.equals(states.get(i).setId(), set); i--) {
            first = states.get(i).bootId() == null ? first : states.get(i).bootId();
        }
        return first != null && !first.equals(bootId);
    }
}
