package io.patchwave.agent;

import io.patchwave.access.AgentTokens;
import io.patchwave.access.EnrollmentConflicts;
import io.patchwave.access.EnrollmentConflicts.Claim;
import io.patchwave.access.EnrollmentGrant;
import io.patchwave.access.EnrollmentTokens;
import io.patchwave.agent.AgentEnrolment.Enrolled;
import io.patchwave.agent.AgentEnrolment.Unproven;
import io.patchwave.agent.AgentEnrolment.Visitor;
import io.patchwave.inventory.Enrolment;
import io.patchwave.inventory.HostService;
import io.patchwave.inventory.HostStatus;
import io.patchwave.inventory.HostView;
import io.patchwave.inventory.InventoryService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** One enrolment in one transaction: the token's use, the host, its new token; a refusal undoes all of it. */
@ApplicationScoped
class EnrolmentAttempt {
    private final EnrollmentTokens enrollmentTokens;
    private final AgentTokens agentTokens;
    private final EnrollmentConflicts conflicts;
    private final HostService hosts;
    private final InventoryService inventory;

    EnrolmentAttempt(
            EnrollmentTokens enrollmentTokens,
            AgentTokens agentTokens,
            EnrollmentConflicts conflicts,
            HostService hosts,
            InventoryService inventory) {
        this.enrollmentTokens = enrollmentTokens;
        this.agentTokens = agentTokens;
        this.conflicts = conflicts;
        this.hosts = hosts;
        this.inventory = inventory;
    }

    @Transactional
    Enrolled enrol(Visitor visitor, EnrollRequest request) {
        String machineId = EnrollRequest.required("machineId", request.machineId());
        String nonce = EnrollRequest.text("enrollmentNonce", request.enrollmentNonce());
        EnrollmentGrant grant = enrollmentTokens.use(visitor.secret(), machineId, nonce);
        Enrolment enrolment = request.enrolment(grant.tags());
        UUID hostId = hosts.byMachineId(machineId)
                .map(known -> again(known, visitor, grant, enrolment))
                .orElseGet(() -> first(visitor, grant, enrolment));
        return new Enrolled(hostId, agentTokens.issue(hostId));
    }

    /** An unknown machine id: a new host, or the one the token was made for, installed anew. */
    private UUID first(Visitor visitor, EnrollmentGrant grant, Enrolment enrolment) {
        UUID meant = grant.hostId();
        if (meant != null) {
            return inventory.enrolAgain(meant, enrolment).id();
        }
        Optional<UUID> fresh = inventory.enrol(enrolment);
        if (fresh.isPresent()) {
            return fresh.get();
        }
        HostView faster = hosts.byMachineId(enrolment.machineId()).orElseThrow();
        return again(faster, visitor, grant, enrolment);
    }

    private UUID again(HostView known, Visitor visitor, EnrollmentGrant grant, Enrolment enrolment) {
        if (!proven(known, visitor, grant)) {
            throw new Unproven(new Claim(
                    known.id(), enrolment.machineId(), enrolment.hostname(), grant.tokenId(), visitor.remoteAddress()));
        }
        return inventory.enrolAgain(known.id(), enrolment).id();
    }

    /**
     * A host that was only imported has no agent yet whose place could be taken. A retired one's token opens nothing any
     * more, so neither it nor a repeated request is proof; what an admin has made or allowed for it still is.
     */
    private boolean proven(HostView known, Visitor visitor, EnrollmentGrant grant) {
        boolean retired = known.status() == HostStatus.RETIRED;
        if (known.managed() == HostView.Managed.IMPORTED && !retired) {
            return true;
        }
        if (known.id().equals(grant.hostId())) {
            return true;
        }
        String present = visitor.presentToken();
        if (!retired && (grant.repeat() || (present != null && agentTokens.isPresentTokenOf(known.id(), present)))) {
            return true;
        }
        return conflicts.consumeAllowance(known.id(), grant.tokenId());
    }
}
