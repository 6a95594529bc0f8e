package io.patchwave.rollout;

import io.patchwave.exposure.ExposureService;
import io.patchwave.exposure.HostVerdict;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.HostService;
import io.patchwave.inventory.HostView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the newest inventory says of an assignment: the proof, the contrary, or nothing yet. */
@ApplicationScoped
class Evidence {
    /** This server's index may be a second behind an inventory that another one took in. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final ExposureService exposure;
    private final HostService hosts;

    Evidence(ExposureService exposure, HostService hosts) {
        this.exposure = exposure;
        this.hosts = hosts;
    }

    /** An event and the reason to show with it. */
    record Finding(AssignmentEvent event, @Nullable String reason) {}

    /** Whether the hole is closed, from memory: an evaluated set that shows none of the pinned advisories. */
    boolean isClosed(UUID hostId, Target target) {
        if (exposure.evaluatedRevision(hostId).isEmpty()) {
            return false;
        }
        Verdict verdict = exposure.verdictOf(hostId, target.advisories()).verdict();
        return verdict == Verdict.PATCHED || verdict == Verdict.UNAFFECTED;
    }

    /** What follows for the assignment; asks the database about the host only after a claim. */
    Optional<Finding> of(AssignmentRow row, Target target, Instant now) {
        if (row.state().isClosed() || exposure.evaluatedRevision(row.hostId()).isEmpty()) {
            return Optional.empty();
        }
        HostVerdict answer = exposure.verdictOf(row.hostId(), target.advisories());
        return switch (answer.verdict()) {
            case PATCHED, UNAFFECTED ->
                awaitsReboot(row) ? Optional.empty() : Optional.of(new Finding(AssignmentEvent.PROVE, null));
            case EXPOSED, UNKNOWN, MITIGATED -> stillOpen(row, answer, now);
            case PENDING_REBOOT -> rebooted(row, now);
        };
    }

    /** The agent said that a reboot is needed, and neither a new boot nor its own flag says that this is over. */
    private boolean awaitsReboot(AssignmentRow row) {
        String boot = row.bootId();
        return row.state() == AssignmentState.REBOOT_PENDING
                && boot != null
                && hosts.find(row.hostId())
                        .filter(host -> host.rebootPending() && boot.equals(host.bootId()))
                        .isPresent();
    }

    private Optional<Finding> stillOpen(AssignmentRow row, HostVerdict answer, Instant now) {
        Instant claimed = row.claimedAt();
        if (claimed == null || row.state() != AssignmentState.INSTALLED) {
            return Optional.empty();
        }
        boolean newer = hosts.find(row.hostId())
                .map(HostView::evidenceAt)
                .filter(at -> at.isAfter(claimed) && settled(at, now))
                .isPresent();
        boolean unchanged = row.seenAt() != null && settled(row.seenAt(), now);
        return newer || unchanged
                ? Optional.of(new Finding(
                        AssignmentEvent.DISPROVE,
                        answer.verdict() == Verdict.UNKNOWN
                                ? "verdict-unknown"
                                : unchanged ? "inventory-unchanged" : "still-exposed"))
                : Optional.empty();
    }

    /** A reboot is proven by a new boot id; a hole that outlives it was rolled back. */
    private Optional<Finding> rebooted(AssignmentRow row, Instant now) {
        Instant claimed = row.claimedAt();
        String boot = row.bootId();
        if (claimed == null || boot == null) {
            return Optional.empty();
        }
        return hosts.find(row.hostId())
                .filter(host -> host.bootId() != null && !boot.equals(host.bootId()))
                .map(HostView::evidenceAt)
                .filter(at -> at.isAfter(claimed) && settled(at, now))
                .map(at -> new Finding(AssignmentEvent.DISPROVE, "rolled-back"));
    }

    private static boolean settled(Instant at, Instant now) {
        return !at.plus(SETTLED).isAfter(now);
    }
}
