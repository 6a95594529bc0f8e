package io.patchwave.inventory;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How hosts come, go and come back: enrolment, import, retirement. Who may do what is decided by the callers. */
@ApplicationScoped
class HostLifecycle {
    private final HostRows rows;
    private final Hosts hosts;
    private final Revisions revisions;
    private final AuditTrail audit;
    private final Event<HostStandingChanged> standingChanged;
    private final Ids ids;
    private final Clock clock;

    HostLifecycle(
            HostRows rows,
            Hosts hosts,
            Revisions revisions,
            AuditTrail audit,
            Event<HostStandingChanged> standingChanged,
            Ids ids,
            Clock clock) {
        this.rows = rows;
        this.hosts = hosts;
        this.revisions = revisions;
        this.audit = audit;
        this.standingChanged = standingChanged;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Takes a machine that is not known yet and answers its id; empty when its machine id is (somebody was faster). A known host with the same
     * serial number or BIOS UUID is what the new one {@code replaces}, until it speaks again: then the two are clones.
     */
    @Transactional
    Optional<UUID> enrol(Enrolment enrolment) {
        Enrolment clean = Hardware.clean(enrolment);
        HostView replaced = sameMachine(clean);
        UUID id = ids.next();
        boolean added = rows.add(new HostRows.NewHost(
                id,
                clean,
                HostView.Managed.AGENT,
                null,
                null,
                replaced == null ? null : replaced.id(),
                clock.instant()));
        if (!added) {
            return Optional.empty();
        }
        if (replaced != null) {
            rows.replaced(replaced.id(), id);
        }
        standingChanged.fire(new HostStandingChanged(id, HostStatus.ACTIVE));
        record("host.enrolled", id, clean);
        return Optional.of(id);
    }

    /**
     * A known host enrols again, having proven that it is the one (or having been allowed to); a retired one is back in
     * service. Its tags grow by the enrolment token's.
     */
    @Transactional
    HostView enrolAgain(UUID id, Enrolment enrolment) {
        Pulse before = rows.lock(id).orElseThrow(() -> ProblemException.notFound("host", id));
        HostView host = hosts.byId(id).orElseThrow();
        LinkedHashSet<String> tags = new LinkedHashSet<>(host.tags());
        tags.addAll(enrolment.tags());
        Enrolment clean = Hardware.clean(enrolment);
        boolean retired = before.status() == HostStatus.RETIRED;
        rows.enrolAgain(id, clean, new ArrayList<>(tags), retired ? HostStatus.ACTIVE : before.status());
        if (retired) {
            standing(id, HostStatus.ACTIVE);
        }
        record("host.enrolled-again", id, clean);
        return hosts.byId(id).orElseThrow();
    }

    /** Takes a host out of service; its token opens nothing from the commit on. A retired one stays as it is. */
    @Transactional
    void retire(UUID id) {
        Pulse before = rows.lock(id).orElseThrow(() -> ProblemException.notFound("host", id));
        if (before.status() == HostStatus.RETIRED) {
            return;
        }
        rows.status(id, HostStatus.RETIRED);
        standing(id, HostStatus.RETIRED);
        audit.record(
                "host.retired", "host:" + id, Map.of("before", before.status().word()));
    }

    /** Takes a retired host back into service; its token opens what it did. One in service stays as it is. */
    @Transactional
    HostView restore(UUID id) {
        Pulse before = rows.lock(id).orElseThrow(() -> ProblemException.notFound("host", id));
        if (before.status() == HostStatus.RETIRED) {
            rows.status(id, HostStatus.ACTIVE);
            standing(id, HostStatus.ACTIVE);
            audit.record("host.restored", "host:" + id, Map.of());
        }
        return hosts.byId(id).orElseThrow();
    }

    /** The newest host with its marks; else one that was only imported, under its name. */
    private @Nullable HostView sameMachine(Enrolment enrolment) {
        List<HostView> same = hosts.sameMachine(enrolment.serial(), enrolment.biosUuid());
        if (!same.isEmpty()) {
            return same.get(same.size() - 1);
        }
        return hosts.importedByHostname(enrolment.hostname()).stream()
                .findFirst()
                .orElse(null);
    }

    private void standing(UUID id, HostStatus status) {
        revisions.bump(Standing.REVISION);
        standingChanged.fire(new HostStandingChanged(id, status));
    }

    private void record(String action, UUID id, Enrolment enrolment) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("machineId", enrolment.machineId());
        details.put("hostname", enrolment.hostname());
        details.put("tags", enrolment.tags());
        audit.record(action, "host:" + id, details);
    }
}
