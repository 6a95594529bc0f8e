package io.patchwave.inventory;

import io.patchwave.inventory.HostRows.NewSoftware;
import io.patchwave.platform.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes inventories, several in one transaction: each caller reads and packs its own document, one thread writes all that
 * have come while it wrote the ones before (at most 50), and each caller is answered once its document is committed. One that
 * is refused does not touch the others.
 */
@ApplicationScoped
class InventoryIntake {
    private static final Logger LOG = Logger.getLogger(InventoryIntake.class);
    private static final int TOGETHER = 50;
    private static final long PATIENCE_SECONDS = 60;

    private final HostRows rows;
    private final Documents documents;
    private final SoftwareSets softwareSets;
    private final Event<InventoryChanged> inventoryChanged;
    private final Clock clock;
    private final LinkedBlockingQueue<Upload> waiting = new LinkedBlockingQueue<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "inventory-intake");
        thread.setDaemon(true);
        return thread;
    });

    InventoryIntake(
            HostRows rows,
            Documents documents,
            SoftwareSets softwareSets,
            Event<InventoryChanged> inventoryChanged,
            Clock clock) {
        this.rows = rows;
        this.documents = documents;
        this.softwareSets = softwareSets;
        this.inventoryChanged = inventoryChanged;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent stop) {
        writer.shutdown();
    }

    /**
     * What was read of the document, or why it could not be; that is told only to a host that has announced it.
     *
     * @param draft the set's members as far as this server has met them
     */
    private record Read(
            @Nullable InventoryDocument content,
            SetMembers.@Nullable Draft draft,
            @Nullable ProblemException refusal) {}

    private record Upload(
            UUID hostId, String digest, byte[] packed, Read read, CompletableFuture<Optional<Long>> done) {
        InventoryDocument content() {
            if (read.refusal() != null) {
                throw read.refusal();
            }
            return Objects.requireNonNull(read.content());
        }
    }

    /**
     * Takes the inventory that the host has announced, and returns when it is committed and those who follow it had their
     * turn.
     *
     * @param packed the document as gzip, or null where it did not come so
     */
    void take(UUID hostId, byte[] document, byte @Nullable [] packed) {
        Upload upload = new Upload(
                hostId,
                Documents.digest(document),
                packed == null ? Packing.pack(document) : packed,
                read(document),
                new CompletableFuture<>());
        waiting.add(upload);
        writer.execute(this::writeWaiting);
        committed(upload).ifPresent(set -> tell(hostId, set));
    }

    /** The events are hints: the upload is committed, whatever becomes of them. */
    private void tell(UUID hostId, long set) {
        try {
            inventoryChanged.fire(new InventoryChanged(hostId, set));
        } catch (RuntimeException e) {
            LOG.warnf(e, "inventory committed, a follower failed: host=%s", hostId);
        }
    }

    private Read read(byte[] document) {
        try {
            InventoryDocument content = InventoryDocument.parse(document);
            return new Read(content, softwareSets.draft(content.software()), null);
        } catch (ProblemException e) {
            return new Read(null, null, e);
        }
    }

    private static Optional<Long> committed(Upload upload) {
        try {
            return upload.done().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the inventory was committed", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the inventory was not committed in time", e);
        }
    }

    private void writeWaiting() {
        List<Upload> batch = new ArrayList<>();
        waiting.drainTo(batch, TOGETHER);
        while (!batch.isEmpty()) {
            Set<UUID> hosts = new HashSet<>();
            List<Upload> now = new ArrayList<>();
            List<Upload> next = new ArrayList<>();
            batch.forEach(upload -> (hosts.add(upload.hostId()) ? now : next).add(upload));
            write(now);
            batch = next;
        }
    }

    private void write(List<Upload> batch) {
        try {
            // What the dictionary lacks is added before the transaction, once for all.
            softwareSets.complete(batch.stream()
                    .map(upload -> upload.read().draft())
                    .filter(Objects::nonNull)
                    .toList());
            List<Runnable> answers = QuarkusTransaction.requiringNew().call(() -> store(batch));
            answers.forEach(Runnable::run);
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1) {
                batch.get(0).done().completeExceptionally(e);
            } else {
                LOG.warnf(e, "uploads failed together, each is tried alone: uploads=%d", batch.size());
                batch.forEach(one -> write(List.of(one)));
            }
        }
    }

    private static List<Software> software(List<Upload> uploads) {
        return uploads.stream().map(upload -> upload.content().software()).toList();
    }

    /** Locks go in one order everywhere: hosts by id, sets and documents by digest, the revision last. */
    private List<Runnable> store(List<Upload> batch) {
        List<Runnable> answers = new ArrayList<>();
        List<Upload> accepted = new ArrayList<>();
        Map<UUID, Pulse> pulses = rows.lock(batch.stream().map(Upload::hostId).toList());
        for (Upload upload : batch) {
            try {
                Pulse pulse = Reception.inService(upload.hostId(), Optional.ofNullable(pulses.get(upload.hostId())));
                Reception.announced(
                        upload.digest(), Pulse.announced(pulse.inventoryDigest(), pulse.announcedInventory()));
                if (upload.digest().equals(pulse.inventoryDigest())) {
                    answers.add(() -> upload.done().complete(Optional.empty()));
                } else {
                    upload.content();
                    accepted.add(upload);
                }
            } catch (ProblemException refused) {
                answers.add(() -> upload.done().completeExceptionally(refused));
            }
        }
        if (!accepted.isEmpty()) {
            List<Long> sets = change(accepted);
            for (int i = 0; i < sets.size(); i++) {
                Upload upload = accepted.get(i);
                Optional<Long> set = Optional.of(sets.get(i));
                answers.add(() -> upload.done().complete(set));
            }
        }
        return answers;
    }

    private List<Long> change(List<Upload> accepted) {
        Instant now = clock.instant();
        List<Long> ids = softwareSets.idsOf(
                software(accepted),
                accepted.stream()
                        .map(upload ->
                                Objects.requireNonNull(upload.read().draft()).members())
                        .toList());
        List<Documents.Kept> kept = new ArrayList<>();
        List<NewSoftware> software = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Upload upload = accepted.get(i);
            kept.add(new Documents.Kept(upload.digest(), ids.get(i), upload.packed()));
            software.add(new NewSoftware(upload.hostId(), ids.get(i), upload.digest(), now, upload.content()));
        }
        documents.addInventories(kept);
        rows.software(software);
        rows.remember(accepted.stream().map(Upload::hostId).toList(), now);
        return ids;
    }
}
