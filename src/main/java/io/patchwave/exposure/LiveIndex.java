package io.patchwave.exposure;

import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Keeps the {@link ExposureIndex} like the database: loads it once, then follows by watermark what this and other servers
 * wrote. What it is told meanwhile only makes it see sooner.
 */
@ApplicationScoped
class LiveIndex {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final UUID LOWEST = new UUID(0, 0);
    private static final String INVENTORY = "inventory";

    private final RulingRows rulings;
    private final SetRows states;
    private final HostRows hosts;
    private final FactsEffects effects;
    private final Revisions revisions;
    private final ExposureIndex index = new ExposureIndex();
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();

    /** Held from the look at rows of hosts until they are in the index: an older look never comes after a newer one. */
    private final Object looking = new Object();

    private final Map<List<String>, List<String>> labels = new ConcurrentHashMap<>();
    /** Host → revision of inventory's it was read at, where that is newer than {@link #seenHosts}. */
    private final Map<UUID, Long> refreshed = new ConcurrentHashMap<>();

    private volatile long seenStates;
    private long seenHosts;
    private final HostNews news;
    private long standing;

    LiveIndex(
            RulingRows rulings,
            SetRows states,
            HostRows hosts,
            FactsEffects effects,
            Revisions revisions,
            Clock clock) {
        this.rulings = rulings;
        this.states = states;
        this.hosts = hosts;
        this.effects = effects;
        this.revisions = revisions;
        this.news = new HostNews(hosts, clock);
    }

    /**
     * The index once it is whole: half of it would call hosts safe that are not. Who asks while the server starts waits a while.
     *
     * @throws ProblemException {@link PlatformProblem#UNAVAILABLE} where that takes too long
     */
    ExposureIndex index() {
        if (!loaded.isDone()) {
            try {
                loaded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw starting();
            } catch (ExecutionException | TimeoutException e) {
                throw starting();
            }
        }
        return index;
    }

    private static ProblemException starting() {
        return new ProblemException(
                PlatformProblem.UNAVAILABLE,
                "The server is starting and still reads its answers: ask again in a few seconds.");
    }

    boolean isLoaded() {
        return loaded.isDone();
    }

    /** Loads everything; what commits meanwhile is read again by {@link #follow}. */
    synchronized void load() {
        SetState.Swept swept = states.swept();
        seenStates = states.revision();
        seenHosts = revisions.current(INVENTORY);
        news.next();
        CompletableFuture<Void> beside = CompletableFuture.runAsync(this::loadSets);
        loadHosts();
        beside.join();
        apply(states.load(index.absentSets()));
        index.swept(swept);
        loaded.complete(null);
    }

    private void loadSets() {
        long id = 0;
        for (List<Ruling> page = rulings.above(id); !page.isEmpty(); page = rulings.above(id)) {
            index.add(page);
            id = page.get(page.size() - 1).id();
        }
        long set = 0;
        for (List<SetState> page = states.usedAbove(set); !page.isEmpty(); page = states.usedAbove(set)) {
            apply(page);
            set = page.get(page.size() - 1).setId();
        }
    }

    /** Reads what was committed since the last look, by this server or another. */
    synchronized void follow() {
        if (!isLoaded()) {
            return;
        }
        // First of all: what a sweep confirms was written before it.
        SetState.Swept swept = states.swept();
        long rev = states.revision();
        if (rev > seenStates) {
            followStates();
            index.swept(swept);
            seenStates = rev;
        }
        long hostRev = revisions.current(INVENTORY);
        if (hostRev > seenHosts) {
            Map<UUID, Long> changed = hosts.changedAfter(seenHosts);
            changed.entrySet().removeIf(host -> refreshed.getOrDefault(host.getKey(), -1L) >= host.getValue());
            refresh(changed.keySet());
            seenHosts = hostRev;
            refreshed.values().removeIf(at -> at <= hostRev);
        }
    }

    /** Reads the hosts again that came, retired, returned or are called otherwise, on whatever server. */
    synchronized void followStanding() {
        Set<UUID> some = news.next();
        if (some == null) {
            loadHosts();
        } else if (!some.isEmpty()) {
            refresh(some);
            standing++;
        }
    }

    /** A text that changes with what hosts and answers are, as of now. */
    synchronized String seen() {
        return states.revision() + " " + revisions.current(INVENTORY) + " " + standing;
    }

    /** The revision of answers up to which the index holds all. */
    long seenStates() {
        return seenStates;
    }

    /** Reads these hosts again. */
    void refresh(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        // Before the hosts: what is committed up to it they show.
        long rev = revisions.current(INVENTORY);
        synchronized (looking) {
            putHosts(hosts.some(ids));
        }
        ids.forEach(id -> refreshed.merge(id, rev, Math::max));
    }

    /** Rows written anew are read whole, differences beside others taken in; what this server wrote it has already. */
    private void followStates() {
        Set<Long> whole = new HashSet<>();
        states.touchedAfter(seenStates).forEach((set, rev) -> {
            SetState here = index.set(set);
            if (here == null || here.rev() < rev) {
                whole.add(set);
            }
        });
        Map<Long, SetState> next = new HashMap<>();
        Map<Long, Delta> deltas = new HashMap<>();
        for (SetRows.Change change : states.changesAfter(seenStates)) {
            long set = change.setId();
            SetState here = next.containsKey(set) ? next.get(set) : index.set(set);
            if (here == null) {
                whole.add(set);
            } else if (!whole.contains(set) && here.rev() < change.rev()) {
                boolean first = next.put(set, change.appliedTo(here)) == null;
                if (first) {
                    deltas.put(set, new Delta(here, change.opened(), change.closed()));
                } else {
                    deltas.remove(set);
                }
            }
        }
        take(next.values(), deltas);
        apply(states.load(whole));
    }

    /** Takes answers of sets. */
    void apply(Collection<SetState> fresh) {
        take(fresh, Map.of());
    }

    /** Takes what this server has written. Where nobody else wrote in between nothing is left to be followed. */
    void takeOwn(SetStates.Written written) {
        take(written.states(), written.deltas());
        synchronized (this) {
            if (seenStates == written.rev() - 1) {
                seenStates = written.rev();
            }
        }
    }

    private void take(Collection<SetState> fresh, Map<Long, Delta> deltas) {
        if (fresh.isEmpty()) {
            return;
        }
        RoaringBitmap all = new RoaringBitmap();
        for (SetState state : fresh) {
            Delta delta = deltas.get(state.setId());
            if (delta != null) {
                all.or(delta.opened());
            } else if (!index.has(state)) {
                all.or(state.rulings());
            }
        }
        know(all);
        index.put(fresh, deltas);
    }

    /** Reads the rulings that are not known here yet. */
    void know(RoaringBitmap ids) {
        RoaringBitmap unknown = index.unknown(ids);
        if (!unknown.isEmpty()) {
            List<Integer> missing = new ArrayList<>();
            unknown.forEach((org.roaringbitmap.IntConsumer) missing::add);
            index.add(rulings.load(missing));
        }
    }

    /** Takes newly numbered rulings. */
    void learn(Collection<Ruling> numbered) {
        index.add(numbered);
    }

    /** The rulings of the ids, read where they are not known. */
    List<Ruling> rulings(RoaringBitmap ids) {
        know(ids);
        return index.rulings(ids);
    }

    private void loadHosts() {
        UUID after = LOWEST;
        for (UUID last = loadHosts(after); last != null; last = loadHosts(after)) {
            after = last;
        }
        standing++;
    }

    /** One page; the last host of it, null where there is none. */
    private @Nullable UUID loadHosts(UUID after) {
        synchronized (looking) {
            List<HostRows.Row> page = hosts.page(after);
            putHosts(page);
            return page.isEmpty() ? null : page.get(page.size() - 1).id();
        }
    }

    private void putHosts(List<HostRows.Row> rows) {
        effects.load(rows.stream()
                .map(HostRows.Row::factsSetId)
                .filter(Objects::nonNull)
                .toList());
        Map<UUID, List<HostRows.State>> histories = hosts.histories(
                rows.stream().filter(HostRows.Row::booted).map(HostRows.Row::id).toList());
        if (isLoaded()) {
            apply(states.load(rows.stream()
                    .map(HostRows.Row::setId)
                    .filter(set -> set != null && index.set(set) == null)
                    .distinct()
                    .toList()));
        }
        List<HostEntry> entries = new ArrayList<>(rows.size());
        for (HostRows.Row row : rows) {
            boolean again = !row.awaitsInventory()
                    && Boots.againSince(histories.getOrDefault(row.id(), List.of()), row.bootId());
            entries.add(new HostEntry(
                    row.id(),
                    row.hostname(),
                    !row.retired(),
                    row.imported(),
                    row.windows(),
                    row.setId(),
                    row.factsSetId(),
                    row.criticality(),
                    labels.computeIfAbsent(row.tags(), tags -> tags),
                    again,
                    effects.of(row.factsSetId())));
        }
        index.putHosts(entries);
    }
}
