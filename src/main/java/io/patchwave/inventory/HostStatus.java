package io.patchwave.inventory;

import io.patchwave.platform.problem.ProblemException;
import java.util.Locale;

/** Where a host stands; when several hold, the later word here is told. */
public enum HostStatus {
    /** Known and heard of lately. */
    ACTIVE,
    /** Not heard of for {@code patchwave.stale-after}. */
    STALE,
    /** Suspected infected, treated apart; rollouts leave it out. */
    QUARANTINED,
    /** Out of service: its token opens nothing. */
    RETIRED;

    /** The word of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a word; another word is a 400 naming {@code status}. */
    public static HostStatus of(String word) {
        for (HostStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw ProblemException.invalid("status", "must be active, stale, quarantined or retired, was " + word);
    }
}
