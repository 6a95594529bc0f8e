package io.patchwave.agent;

import io.patchwave.access.EnrollmentConflicts;
import io.patchwave.access.EnrollmentConflicts.Claim;
import io.patchwave.inventory.InventoryProblem;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Enrolment with proof of possession: an attempt that is rolled back whole when refused, and the list of such refusals. */
@ApplicationScoped
class AgentEnrolment {
    private final EnrolmentAttempt attempt;
    private final EnrollmentConflicts conflicts;

    AgentEnrolment(EnrolmentAttempt attempt, EnrollmentConflicts conflicts) {
        this.attempt = attempt;
        this.conflicts = conflicts;
    }

    /** A host and its new token. */
    record Enrolled(UUID hostId, String token) {}

    /**
     * Who is at the door.
     *
     * @param secret the enrolment token; empty when there was none
     * @param presentToken the host's present token, when the machine has one
     */
    record Visitor(
            String secret,
            @Nullable String presentToken,
            @Nullable String remoteAddress) {}

    /** Nobody has proven to be this known host. */
    static final class Unproven extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Claim claim;

        Unproven(Claim claim) {
            super("unproven");
            this.claim = claim;
        }
    }

    /**
     * Enrols the machine, or refuses: 401 for the enrolment token, 409 for a known machine id without proof, which admins
     * find listed.
     */
    Enrolled enrol(Visitor visitor, EnrollRequest request) {
        try {
            return attempt.enrol(visitor, request);
        } catch (Unproven e) {
            conflicts.report(e.claim);
            throw new ProblemException(
                    InventoryProblem.HOST_ALREADY_ENROLLED,
                    "A host with machine id %s is enrolled. Send its present token in X-Patchwave-Host-Token, use an"
                                    .formatted(e.claim.machineId())
                            + " enrolment token made for it, or have an admin allow it in /api/v1/enrollment-conflicts.");
        }
    }
}
