package io.patchwave.inventory;

import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes what hosts say: check-ins, inventories, facts. A document is stored as evidence, its content as a set that equal hosts
 * share, and the host's history grows by one state, all in one transaction; events follow its success.
 */
@ApplicationScoped
class Reception {
    private final HostRows rows;
    private final Documents documents;
    private final SoftwareSets softwareSets;
    private final FactsSets factsSets;
    private final InventoryIntake intake;
    private final LastSeen lastSeen;
    private final Beats beats;
    private final Event<InventoryChanged> inventoryChanged;
    private final Event<FactsChanged> factsChanged;
    private final Clock clock;

    Reception(
            HostRows rows,
            Documents documents,
            SoftwareSets softwareSets,
            FactsSets factsSets,
            InventoryIntake intake,
            LastSeen lastSeen,
            Beats beats,
            Event<InventoryChanged> inventoryChanged,
            Event<FactsChanged> factsChanged,
            Clock clock) {
        this.rows = rows;
        this.documents = documents;
        this.softwareSets = softwareSets;
        this.factsSets = factsSets;
        this.intake = intake;
        this.lastSeen = lastSeen;
        this.beats = beats;
        this.inventoryChanged = inventoryChanged;
        this.factsChanged = factsChanged;
        this.clock = clock;
    }

    /** The answer to a check-in that says again what is known, from memory; empty when the database has to be asked. */
    Optional<CheckIn.Answer> steady(UUID hostId, CheckIn checkIn) {
        Optional<CheckIn.Answer> answer = beats.answer(hostId, checkIn);
        if (answer.isPresent()) {
            lastSeen.touch(hostId);
        }
        return answer;
    }

    /**
     * Takes a check-in. A digest known from this or any other host switches to that document's set and nothing is wanted;
     * a steady one writes nothing but {@code lastSeen}, behind.
     */
    @Transactional
    CheckIn.Answer checkIn(UUID hostId, CheckIn checkIn) {
        lastSeen.touch(hostId);
        Long skew = checkIn.skewMillis(clock.instant());
        long mark = beats.mark(hostId);
        Pulse pulse = inService(hostId, rows.pulse(hostId));
        if (!pulse.steady(checkIn, skew)) {
            return change(inService(hostId, rows.lock(hostId)), checkIn, skew);
        }
        CheckIn.Answer answer = new CheckIn.Answer(
                !checkIn.inventoryDigest().equals(pulse.inventoryDigest()),
                checkIn.factsDigest() != null && !checkIn.factsDigest().equals(pulse.factsDigest()),
                false);
        beats.keep(hostId, checkIn, pulse, answer, mark);
        return answer;
    }

    /**
     * Takes the inventory that the host has announced.
     *
     * @param document uncompressed
     * @param packed the same, gzip, where it came so; or null
     * @throws ProblemException 422 when it is another document than the announced one, or cannot be read; nothing changes
     */
    void receiveInventory(UUID hostId, byte[] document, byte @Nullable [] packed) {
        intake.take(hostId, document, packed);
        lastSeen.touch(hostId);
    }

    /** Takes the facts that the host has announced; refuses like {@link #receiveInventory}. */
    @Transactional
    void receiveFacts(UUID hostId, byte[] document) {
        String digest = Documents.digest(document);
        Pulse pulse = inService(hostId, rows.lock(hostId));
        announced(digest, Pulse.announced(pulse.factsDigest(), pulse.announcedFacts()));
        if (digest.equals(pulse.factsDigest())) {
            return;
        }
        Facts content = Facts.parse(document);
        long set = factsSets.idOf(content);
        documents.addFacts(digest, set, document);
        changeFacts(hostId, set, digest);
        rows.remember(List.of(hostId), clock.instant());
        lastSeen.touch(hostId);
    }

    /** Stores a document and gives its set to the host, with a new state in its history; the host's row is locked. */
    void take(UUID hostId, String digest, byte[] document, InventoryDocument content, Instant at) {
        long set = softwareSets.idOf(content.software());
        documents.addInventories(List.of(new Documents.Kept(digest, set, Packing.pack(document))));
        rows.software(List.of(new HostRows.NewSoftware(hostId, set, digest, at, content)));
        rows.remember(List.of(hostId), at);
        inventoryChanged.fire(new InventoryChanged(hostId, set));
    }

    private CheckIn.Answer change(Pulse before, CheckIn checkIn, @Nullable Long skew) {
        UUID host = before.id();
        String inventory = checkIn.inventoryDigest();
        String facts = checkIn.factsDigest();
        boolean remember = before.rebooted(checkIn.bootId());
        Optional<Documents.Stored> knownInventory =
                inventory.equals(before.inventoryDigest()) ? Optional.empty() : documents.inventory(inventory);
        Optional<Documents.Stored> knownFacts =
                facts == null || facts.equals(before.factsDigest()) ? Optional.empty() : documents.facts(facts);
        rows.checkIn(
                before,
                checkIn,
                inventory.equals(before.inventoryDigest()) ? null : inventory,
                facts == null ? before.announcedFacts() : facts.equals(before.factsDigest()) ? null : facts,
                skew);
        UUID replacedBy = before.replacedBy();
        if (replacedBy != null) {
            rows.cloneOf(replacedBy, host);
        }
        if (knownInventory.isPresent()) {
            Documents.Stored stored = knownInventory.get();
            rows.software(List.of(new HostRows.NewSoftware(
                    host, stored.setId(), inventory, clock.instant(), InventoryDocument.parse(stored.body()))));
            inventoryChanged.fire(new InventoryChanged(host, stored.setId()));
            remember = true;
        }
        if (knownFacts.isPresent() && facts != null) {
            changeFacts(host, knownFacts.get().setId(), facts);
            remember = true;
        }
        if (remember) {
            rows.remember(List.of(host), clock.instant());
        }
        return new CheckIn.Answer(
                !inventory.equals(before.inventoryDigest()) && knownInventory.isEmpty(),
                facts != null && !facts.equals(before.factsDigest()) && knownFacts.isEmpty(),
                !inventory.equals(Pulse.announced(before.inventoryDigest(), before.announcedInventory())));
    }

    private void changeFacts(UUID hostId, long set, String digest) {
        rows.facts(hostId, set, digest);
        factsChanged.fire(new FactsChanged(hostId, set));
    }

    /** The token check looks into memory, which other servers' retirements reach a second later; the row knows at once. */
    static Pulse inService(UUID hostId, Optional<Pulse> found) {
        Pulse pulse = found.orElseThrow(() -> ProblemException.notFound("host", hostId));
        if (pulse.status() == HostStatus.RETIRED) {
            throw new ProblemException(PlatformProblem.UNAUTHORIZED, "The host is retired; its token opens nothing.");
        }
        return pulse;
    }

    static void announced(String digest, @Nullable String announced) {
        if (announced == null) {
            throw new ProblemException(
                    InventoryProblem.DIGEST_MISMATCH,
                    "No digest has been announced; check in with the document's digest first.");
        }
        if (!digest.equals(announced)) {
            throw new ProblemException(
                    InventoryProblem.DIGEST_MISMATCH,
                    "The document's digest is %s, announced was %s; check in again and send the announced bytes."
                            .formatted(digest, announced));
        }
    }
}
