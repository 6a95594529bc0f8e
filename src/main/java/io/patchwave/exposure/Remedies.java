package io.patchwave.exposure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest set to install on one host that closes what can be closed.
 *
 * @param kbs Windows updates, sorted by number
 * @param packages NEVRAs (rpm) or {@code source=version} (deb), sorted
 * @param reason why something, or all, is left open ({@code no-remedy}, {@code needs-esu}, {@code locked} …); null when
 *     everything exposed is closed by it
 */
public record Remedies(
        List<String> kbs, List<String> packages, @Nullable String reason) {
    /** Nothing to install. */
    public static Remedies none(@Nullable String reason) {
        return new Remedies(List.of(), List.of(), reason);
    }

    /** Whether there is nothing to install. */
    public boolean isEmpty() {
        return kbs.isEmpty() && packages.isEmpty();
    }
}
