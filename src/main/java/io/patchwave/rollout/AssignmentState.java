package io.patchwave.rollout;

import static io.patchwave.rollout.AssignmentEvent.*;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where one host's work stands (design, 3.3). The first seven are declared in the order of progress; a report never leads to
 * an earlier one.
 */
public enum AssignmentState {
    /** Made when its wave started; not fetched yet, or withdrawn. */
    PENDING,
    /** Fetched by the agent; holds a place in flight from here on. */
    OFFERED,
    ACCEPTED,
    DOWNLOADING,
    INSTALLING,
    /** Installed as far as possible; a reboot completes it. */
    REBOOT_PENDING,
    /** The agent's claim; the next inventory is the proof. */
    INSTALLED,
    /** An inventory proves it. Closed. */
    VERIFIED,
    /** The host said "not now"; back to pending later. */
    DEFERRED,
    /** After the last retry. Closed. */
    FAILED,
    /** Nothing was left to do. Closed. */
    SKIPPED,
    /** The inventory after the claim still shows the hole. */
    UNVERIFIED,
    /** Fetched, and then no word past the lease. */
    SILENT,
    /** Never fetched until {@code keepOpenFor} was over. */
    NOT_REACHED,
    /** Taken back. Closed. */
    REVERTED,
    /** Closed without effect. */
    CANCELLED;

    /** Holding a place in flight until verified, unverified, failed or silent. */
    public static final Set<AssignmentState> IN_FLIGHT = Set.copyOf(EnumSet.range(OFFERED, INSTALLED));

    private static final Set<AssignmentState> CLOSED =
            Set.copyOf(EnumSet.of(VERIFIED, SKIPPED, REVERTED, CANCELLED, FAILED));
    private static final Set<AssignmentState> FAILURES = Set.copyOf(EnumSet.of(FAILED, UNVERIFIED, SILENT));

    private static final Map<AssignmentState, Map<AssignmentEvent, AssignmentState>> TABLE = table();

    /** The state that follows; empty when the event changes nothing in this state. */
    public Optional<AssignmentState> on(AssignmentEvent event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /** Whether nothing can follow. */
    public boolean isClosed() {
        return CLOSED.contains(this);
    }

    /** Whether it holds a place in flight. */
    public boolean inFlight() {
        return IN_FLIGHT.contains(this);
    }

    /** Whether it counts against the budget. */
    public boolean isFailure() {
        return FAILURES.contains(this);
    }

    /** Whether the agent has begun: a halt does not take it back. */
    public boolean hasBegun() {
        return inFlight() && this != OFFERED && this != ACCEPTED;
    }

    /** Whether the agent is still to act on it: listed in its updates. */
    public boolean isWork() {
        return inFlight() && this != INSTALLED;
    }

    /** The word of the API, for example {@code not-reached}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<AssignmentState, Map<AssignmentEvent, AssignmentState>> table() {
        Map<AssignmentState, Map<AssignmentEvent, AssignmentState>> table = new EnumMap<>(AssignmentState.class);
        for (AssignmentState state : values()) {
            table.put(state, new EnumMap<>(AssignmentEvent.class));
        }
        var pending = row(table, PENDING);
        pending.put(OFFER, OFFERED);
        pending.put(PROVE, SKIPPED);
        pending.put(CLOSE_DOOR, NOT_REACHED);
        // Withdrawn, but the agent had begun all the same: its word still counts.
        reports(pending, OFFERED);

        for (AssignmentState state : IN_FLIGHT) {
            var row = row(table, state);
            reports(row, state);
            row.put(PROVE, VERIFIED);
            row.put(END_LEASE, SILENT);
        }
        row(table, OFFERED).put(WITHDRAW, PENDING);
        row(table, ACCEPTED).put(WITHDRAW, PENDING);
        row(table, REBOOT_PENDING).put(DISPROVE, UNVERIFIED);
        row(table, INSTALLED).put(DISPROVE, UNVERIFIED);

        var deferred = row(table, DEFERRED);
        reports(deferred, OFFERED);
        deferred.remove(DEFER);
        deferred.put(PROVE, VERIFIED);
        deferred.put(END_DEFERRAL, PENDING);
        deferred.put(CLOSE_DOOR, NOT_REACHED);

        var silent = row(table, SILENT);
        reports(silent, OFFERED);
        silent.put(PROVE, VERIFIED);
        silent.put(RETRY, PENDING);

        // Only evidence clears a false claim, never another claim.
        var unverified = row(table, UNVERIFIED);
        unverified.put(PROVE, VERIFIED);
        unverified.put(REVERT, REVERTED);
        unverified.put(RETRY, PENDING);

        var notReached = row(table, NOT_REACHED);
        notReached.put(PROVE, SKIPPED);
        notReached.put(RETRY, PENDING);

        for (AssignmentState state : values()) {
            if (!state.isClosed()) {
                row(table, state).put(CANCEL, CANCELLED);
            }
        }
        return table;
    }

    /** What an agent's reports lead to from here: only forwards. */
    private static void reports(Map<AssignmentEvent, AssignmentState> row, AssignmentState from) {
        forward(row, from, ACCEPT, ACCEPTED);
        forward(row, from, DOWNLOAD, DOWNLOADING);
        forward(row, from, INSTALL, INSTALLING);
        forward(row, from, AWAIT_REBOOT, REBOOT_PENDING);
        forward(row, from, CLAIM, INSTALLED);
        row.put(REVERT, REVERTED);
        if (from != INSTALLED) {
            row.put(FAIL, FAILED);
            row.put(FAIL_FOR_NOW, PENDING);
        }
        if (from.compareTo(REBOOT_PENDING) < 0) {
            row.put(SKIP, SKIPPED);
            row.put(DEFER, DEFERRED);
        }
    }

    private static void forward(
            Map<AssignmentEvent, AssignmentState> row, AssignmentState from, AssignmentEvent e, AssignmentState to) {
        if (to.compareTo(from) > 0) {
            row.put(e, to);
        }
    }

    private static Map<AssignmentEvent, AssignmentState> row(
            Map<AssignmentState, Map<AssignmentEvent, AssignmentState>> table, AssignmentState state) {
        return Objects.requireNonNull(table.get(state));
    }
}
