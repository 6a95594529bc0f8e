package io.patchwave.rollout;

import java.util.Locale;
import java.util.Optional;

/** What can happen to an assignment: a report, a proof, time, or a person. */
public enum AssignmentEvent {
    /** The agent fetched it and there was room: its lease starts. */
    OFFER,
    /** Report {@code accepted}. */
    ACCEPT,
    /** Report {@code downloading}. */
    DOWNLOAD,
    /** Report {@code installing}. */
    INSTALL,
    /** Report {@code reboot-pending}. */
    AWAIT_REBOOT,
    /** Report {@code installed} or {@code mitigated}: a claim. */
    CLAIM,
    /** Report {@code failed}, and no retry is left. */
    FAIL,
    /** Report {@code failed}, and a retry is left. */
    FAIL_FOR_NOW,
    /** Report {@code skipped}: the agent found nothing left to do. */
    SKIP,
    /** Report {@code deferred}: not now. */
    DEFER,
    /** Report {@code reverted}. */
    REVERT,
    /** An evaluation no longer shows the hole. */
    PROVE,
    /** An evaluation newer than the claim still shows the hole. */
    DISPROVE,
    /** The lease ran out without a word. */
    END_LEASE,
    /** The deferral's time is over. */
    END_DEFERRAL,
    /** {@code keepOpenFor} is over and the host never fetched. */
    CLOSE_DOOR,
    /** The wave stopped before the host had begun. */
    WITHDRAW,
    /** A person has it tried again. */
    RETRY,
    /** The rollout was cancelled, the host retired or excluded. */
    CANCEL;

    /**
     * The event behind a report's state word; empty for a word no agent may send.
     *
     * @param retryLeft whether a failure is to be tried again
     */
    public static Optional<AssignmentEvent> ofReport(String word, boolean retryLeft) {
        return Optional.ofNullable(
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "accepted" -> ACCEPT;
                    case "downloading" -> DOWNLOAD;
                    case "installing" -> INSTALL;
                    case "reboot-pending" -> AWAIT_REBOOT;
                    case "installed", "mitigated" -> CLAIM;
                    case "failed" -> retryLeft ? FAIL_FOR_NOW : FAIL;
                    case "skipped" -> SKIP;
                    case "deferred" -> DEFER;
                    case "reverted" -> REVERT;
                    default -> null;
                });
    }
}
