package io.patchwave.inventory;

import io.patchwave.audit.AuditTrail;
import io.patchwave.inventory.HostView.Managed;
import io.patchwave.inventory.ImportOutcome.Kind;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hosts out of files. An agent's own word outranks files: a host that an agent speaks for is never changed by an import, nor
 * is a retired one, nor one whose present evidence is newer than the file.
 */
@ApplicationScoped
class HostImports {
    /** Machine ids of hosts that are known by name only: {@code imported:srv-01}. */
    static final String PREFIX = "imported:";

    private final Hosts hosts;
    private final HostRows rows;
    private final Reception reception;
    private final AuditTrail audit;
    private final Event<HostStandingChanged> standingChanged;
    private final Ids ids;

    HostImports(
            Hosts hosts,
            HostRows rows,
            Reception reception,
            AuditTrail audit,
            Event<HostStandingChanged> standingChanged,
            Ids ids) {
        this.hosts = hosts;
        this.rows = rows;
        this.reception = reception;
        this.audit = audit;
        this.standingChanged = standingChanged;
        this.ids = ids;
    }

    @Transactional
    ImportOutcome take(ImportedHost file) {
        InventoryDocument content = InventoryDocument.parse(file.document());
        String hostname = file.hostname() == null ? content.hostname() : file.hostname();
        if (hostname == null) {
            throw new ProblemException(
                    PlatformProblem.UNREADABLE_DOCUMENT, "The file does not say whose inventory it is: no host name.");
        }
        String machineId = file.machineId() == null ? content.machineId() : file.machineId();
        Optional<HostView> known = find(machineId, hostname);
        if (known.isPresent()) {
            return update(known.get(), file, content);
        }
        UUID id = ids.next();
        create(id, machineId == null ? nameId(hostname) : machineId, hostname, file, content);
        return new ImportOutcome(id, Kind.CREATED, null);
    }

    @Transactional
    ImportOutcome know(ImportedAsset asset) {
        Optional<HostView> known = find(asset.machineId(), asset.hostname());
        if (known.isPresent()) {
            HostView host = known.get();
            boolean retired = host.status() == HostStatus.RETIRED;
            return new ImportOutcome(
                    host.id(),
                    retired ? Kind.SKIPPED : Kind.UNCHANGED,
                    retired ? host.hostname() + " is retired; restore it first" : null);
        }
        UUID id = ids.next();
        Enrolment enrolment = new Enrolment(
                asset.machineId() == null ? nameId(asset.hostname()) : asset.machineId(),
                asset.hostname(),
                null,
                new OperatingSystem(null, null, null, null, null, null),
                null,
                null,
                null,
                null,
                List.of());
        rows.add(new HostRows.NewHost(id, enrolment, Managed.IMPORTED, asset.source(), null, null, asset.at()));
        rows.address(id, asset.ip());
        standingChanged.fire(new HostStandingChanged(id, HostStatus.ACTIVE));
        audit.record("host.imported", "host:" + id, Map.of("hostname", asset.hostname(), "source", asset.source()));
        return new ImportOutcome(id, Kind.CREATED, null);
    }

    private Optional<HostView> find(@Nullable String machineId, String hostname) {
        if (machineId != null) {
            return hosts.byMachineId(machineId);
        }
        Optional<HostView> byName = hosts.byHostname(hostname).stream().findFirst();
        return byName.isPresent() ? byName : hosts.byMachineId(nameId(hostname));
    }

    private void create(UUID id, String machineId, String hostname, ImportedHost file, InventoryDocument content) {
        Enrolment enrolment = Hardware.clean(new Enrolment(
                machineId,
                hostname,
                content.fqdn(),
                OperatingSystem.of(content.software()),
                null,
                null,
                content.biosUuid(),
                content.serial(),
                List.of()));
        rows.add(new HostRows.NewHost(id, enrolment, Managed.IMPORTED, file.source(), null, null, file.at()));
        reception.take(id, Documents.digest(file.document()), file.document(), content, file.at());
        standingChanged.fire(new HostStandingChanged(id, HostStatus.ACTIVE));
        audit.record("host.imported", "host:" + id, Map.of("hostname", hostname, "source", file.source()));
    }

    private ImportOutcome update(HostView host, ImportedHost file, InventoryDocument content) {
        rows.lock(host.id());
        if (host.managed() == Managed.AGENT) {
            return new ImportOutcome(host.id(), Kind.SKIPPED, "an agent speaks for " + host.hostname());
        }
        if (host.status() == HostStatus.RETIRED) {
            return new ImportOutcome(host.id(), Kind.SKIPPED, host.hostname() + " is retired; restore it first");
        }
        if (host.evidenceAt() != null && file.at().isBefore(host.evidenceAt())) {
            return new ImportOutcome(
                    host.id(), Kind.SKIPPED, "newer evidence of " + host.hostname() + " is here already");
        }
        String digest = Documents.digest(file.document());
        boolean same = digest.equals(host.inventoryDigest());
        rows.seen(host.id(), file.at());
        rows.imported(host.id(), file.source(), content);
        if (same) {
            rows.confirmed(host.id(), file.at());
        } else {
            reception.take(host.id(), digest, file.document(), content, file.at());
        }
        return new ImportOutcome(host.id(), same ? Kind.UNCHANGED : Kind.UPDATED, null);
    }

    private static String nameId(String hostname) {
        return PREFIX + hostname.toLowerCase(Locale.ROOT);
    }
}
