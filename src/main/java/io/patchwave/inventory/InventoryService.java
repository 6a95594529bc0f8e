package io.patchwave.inventory;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The door for everything that changes what we know of hosts: enrolment, check-ins, documents, imports, retirement. Each
 * call is one transaction (or joins the caller's); events follow its success. Who may do what is decided by the callers.
 */
@ApplicationScoped
public class InventoryService {
    private final HostLifecycle lifecycle;
    private final Reception reception;
    private final HostImports imports;
    private final Documents documents;
    private final LastSeen lastSeen;
    private final List<ProbeSource> probeSources;

    InventoryService(
            HostLifecycle lifecycle,
            Reception reception,
            HostImports imports,
            Documents documents,
            LastSeen lastSeen,
            @All List<ProbeSource> probeSources) {
        this.lifecycle = lifecycle;
        this.reception = reception;
        this.imports = imports;
        this.documents = documents;
        this.lastSeen = lastSeen;
        this.probeSources = probeSources;
    }

    /** A document as it was received; {@code digest} is {@code sha256:…}, {@code receivedAt} the first time. */
    public record Evidence(String digest, byte[] body, Instant receivedAt) {}

    /**
     * Takes a machine that is not known yet and answers its id; empty when its machine id is (somebody was faster). A known host with the same
     * serial number or BIOS UUID is what the new one {@code replaces}, until it speaks again: then the two are clones.
     */
    public Optional<UUID> enrol(Enrolment enrolment) {
        return lifecycle.enrol(enrolment);
    }

    /**
     * A known host enrols again, having proven that it is the one (or having been allowed to); a retired one is back in
     * service. Its tags grow by the enrolment token's.
     */
    public HostView enrolAgain(UUID hostId, Enrolment enrolment) {
        return lifecycle.enrolAgain(hostId, enrolment);
    }

    /**
     * Takes a check-in. A digest known from this or any other host switches to that document's set and nothing is wanted;
     * a steady one writes nothing but {@code lastSeen}, behind.
     */
    public CheckIn.Answer checkIn(UUID hostId, CheckIn checkIn) {
        return reception.checkIn(hostId, checkIn);
    }

    /**
     * The answer to a check-in that says again what is known, from memory, never blocking; empty when {@link #checkIn} has to
     * be asked. A change on another server is known here within a second.
     */
    public Optional<CheckIn.Answer> steady(UUID hostId, CheckIn checkIn) {
        return reception.steady(hostId, checkIn);
    }

    /**
     * Takes the inventory that the host has announced, and returns when it is committed, together with others that came at
     * the same time.
     *
     * @param document uncompressed
     * @param packed the same, gzip, where it came so; or null
     * @throws io.patchwave.platform.problem.ProblemException 422 when it is another document than the announced one, or cannot
     *     be read; nothing changes
     */
    public void receiveInventory(UUID hostId, byte[] document, byte @Nullable [] packed) {
        reception.receiveInventory(hostId, document, packed);
    }

    /** Takes the facts that the host has announced; refuses like {@link #receiveInventory}. */
    public void receiveFacts(UUID hostId, byte[] document) {
        reception.receiveFacts(hostId, document);
    }

    /** Takes a host out of service; its token opens nothing from the commit on. A retired one stays as it is. */
    public void retire(UUID hostId) {
        lifecycle.retire(hostId);
    }

    /** Takes a retired host back into service; its token opens what it did. One in service stays as it is. */
    public HostView restore(UUID hostId) {
        return lifecycle.restore(hostId);
    }

    /**
     * Takes a host out of a file. An agent's own word outranks files: such a host is skipped, and so are retired hosts and
     * files older than what is known; the outcome says why.
     *
     * @throws io.patchwave.platform.problem.ProblemException 422 when the document cannot be read or no host name is to be had
     */
    public ImportOutcome importHost(ImportedHost file) {
        return imports.take(file);
    }

    /**
     * Takes a host out of an asset list. One that is known stays as it is; a new one has no inventory, so nothing of it is safe.
     * Retired hosts are skipped.
     */
    public ImportOutcome importAsset(ImportedAsset asset) {
        return imports.know(asset);
    }

    /** The agent of this host has just spoken (a poll, a report): kept in memory, written behind. */
    public void heardOf(UUID hostId) {
        lastSeen.touch(hostId);
    }

    /** What is worth looking up on the host. */
    public List<ProbeSource.Probe> probes(UUID hostId) {
        return probeSources.stream()
                .flatMap(source -> source.probes(hostId).stream())
                .toList();
    }

    /** The host's present inventory as received; empty before the first. */
    @Transactional
    public Optional<Evidence> inventory(HostView host) {
        String digest = host.inventoryDigest();
        return digest == null
                ? Optional.empty()
                : documents.inventory(digest).map(d -> new Evidence(digest, d.body(), d.receivedAt()));
    }

    /** The host's present facts as received; empty before the first. */
    @Transactional
    public Optional<Evidence> facts(HostView host) {
        String digest = host.factsDigest();
        return digest == null
                ? Optional.empty()
                : documents.facts(digest).map(d -> new Evidence(digest, d.body(), d.receivedAt()));
    }
}
