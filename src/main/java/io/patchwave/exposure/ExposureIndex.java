package io.patchwave.exposure;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The present in memory: sets → rulings and back, sets → hosts. A mirror of the database that can be thrown away and built
 * again; knows no database. Safe for many threads. A set's id is its bit.
 */
final class ExposureIndex {
    /** So many sets that no host has any more leave together. */
    private static final int DESERTED = 256;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final RulingTable rulings = new RulingTable();
    private final HostTable hosts = new HostTable();
    private final Map<Long, SetState> sets = new HashMap<>();
    private final Arrivals arriving = new Arrivals();
    private final Map<Evaluation.HostUnknown, RoaringBitmap> gaps = new HashMap<>();
    private final HeldRevisions held = new HeldRevisions();
    private final SetLog log = new SetLog();
    private final RoaringBitmap deserted = new RoaringBitmap();
    private SetState.Swept swept = SetState.Swept.NEVER;
    private long version;

    /** What may be read while nobody writes. */
    record View(
            RulingTable rulings,
            HostTable hosts,
            Map<Long, SetState> sets,
            Map<Evaluation.HostUnknown, RoaringBitmap> gaps,
            HeldRevisions held,
            SetLog log,
            long version) {}

    /** Asks several things of one moment; the view and what it gives is not kept beyond. */
    <T extends @Nullable Object> T ask(Function<View, T> question) {
        lock.readLock().lock();
        if (!arriving.isEmpty()) {
            lock.readLock().unlock();
            lock.writeLock().lock();
            try {
                takeIn();
                lock.readLock().lock();
            } finally {
                lock.writeLock().unlock();
            }
        }
        try {
            return question.apply(new View(rulings, hosts, sets, gaps, held, log, version));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Grows with every change of the index. */
    long version() {
        return read(() -> version);
    }

    void add(Collection<Ruling> fresh) {
        write(() -> fresh.forEach(rulings::add));
    }

    /** The number of the ruling; 0 where it has none here. */
    int number(RemedyGroup group, Grounds grounds) {
        return read(() -> rulings.number(group.id(), grounds));
    }

    /** The keys of the groups that the advisories stand in. */
    Set<String> keysOf(Collection<String> advisories) {
        return read(() -> {
            Set<String> keys = new HashSet<>();
            for (String advisory : advisories) {
                rulings.groups(advisory).forEach(group -> keys.add(group.key()));
            }
            return keys;
        });
    }

    /** The numbers of all rulings on groups with these keys. */
    RoaringBitmap numbersOfKeys(Collection<String> keys) {
        return read(() -> rulings.numbersOfKeys(keys));
    }

    /** The ids that are not known here yet. */
    RoaringBitmap unknown(RoaringBitmap ids) {
        return read(() -> {
            RoaringBitmap missing = new RoaringBitmap();
            ids.forEach((org.roaringbitmap.IntConsumer) id -> {
                if (!rulings.has(id)) {
                    missing.add(id);
                }
            });
            return missing;
        });
    }

    /** The rulings of the ids, all of which are known. */
    List<Ruling> rulings(RoaringBitmap ids) {
        return read(() -> rulings.all(ids));
    }

    /** Replaces the sets' answers, unless the one here is of a later revision. */
    void put(Collection<SetState> states) {
        put(states, Map.of());
    }

    /** The same; where a delta leads from the answer here it tells what differs. */
    void put(Collection<SetState> states, Map<Long, Delta> deltas) {
        write(() -> {
            for (SetState state : states) {
                SetState before = sets.get(state.setId());
                if (before == null || arriving.has(state.setId())) {
                    if (before == null || before.rev() <= state.rev()) {
                        sets.put(state.setId(), state);
                        held.put(before, state);
                        log.add(Math.toIntExact(state.setId()), sets.size());
                        arriving.put(state);
                    }
                } else if (before.rev() <= state.rev()) {
                    replace(before, state, deltas.get(state.setId()));
                }
                if (arriving.isFull()) {
                    takeIn();
                }
            }
        });
    }

    /**
     * Takes answers of a past day into an empty index.
     *
     * @param turned the rulings that are turned round; null for none, so that only sets can be asked for their rulings
     */
    void hold(Collection<SetState> states, @Nullable RoaringBitmap turned) {
        write(() -> {
            rulings.turned(turned != null);
            for (SetState state : states) {
                int set = Math.toIntExact(state.setId());
                sets.put(state.setId(), state);
                held.put(null, state);
                note(state);
                if (turned != null) {
                    RoaringBitmap.and(state.rulings(), turned)
                            .forEach((org.roaringbitmap.IntConsumer) id -> rulings.insert(id, set));
                }
            }
        });
    }

    private void replace(SetState before, SetState state, @Nullable Delta delta) {
        sets.put(state.setId(), state);
        held.put(before, state);
        int set = Math.toIntExact(state.setId());
        log.add(set, sets.size());
        if (before.rulings() != state.rulings()) {
            Delta step = delta != null && delta.isFrom(before) ? delta : Delta.between(before, state.rulings());
            step.closed().forEach((org.roaringbitmap.IntConsumer) id -> rulings.remove(id, set));
            step.opened().forEach((org.roaringbitmap.IntConsumer) id -> rulings.insert(id, set));
        }
        if (before.whole() != state.whole()) {
            gaps.values().forEach(having -> having.remove(set));
            note(state);
        }
    }

    private void takeIn() {
        arriving.turn(rulings, this::note);
    }

    private void note(SetState state) {
        int set = Math.toIntExact(state.setId());
        state.whole()
                .hostUnknowns()
                .forEach(gap -> gaps.computeIfAbsent(
                                new Evaluation.HostUnknown(gap.reason(), "", gap.settled()), key -> new RoaringBitmap())
                        .add(set));
    }

    /** Up to where all sets hold. */
    SetState.Swept swept() {
        return read(() -> swept);
    }

    /** Takes note up to where all sets hold. */
    void swept(SetState.Swept now) {
        write(() -> {
            if (now.catalogRev() >= swept.catalogRev() && now.upto() >= swept.upto()) {
                swept = now;
                held.swept(now, sets);
            }
        });
    }

    void putHosts(Collection<HostEntry> fresh) {
        write(() -> {
            for (HostEntry host : fresh) {
                Long left = hosts.put(host);
                if (left != null) {
                    deserted.add(Math.toIntExact(left));
                }
            }
            if (deserted.getCardinality() >= DESERTED) {
                forgetDeserted();
            }
        });
    }

    /** The answers of sets that no host has: a fleet brings new sets all day. Who comes back to one reads it again. */
    private void forgetDeserted() {
        RoaringBitmap gone = new RoaringBitmap();
        RoaringBitmap numbers = new RoaringBitmap();
        deserted.forEach((org.roaringbitmap.IntConsumer) set -> {
            SetState state = hosts.members(set).length == 0 ? sets.remove((long) set) : null;
            if (state != null) {
                held.remove(state);
                log.add(set, sets.size());
            }
            if (state != null && !arriving.remove(set)) {
                gone.add(set);
                numbers.or(state.rulings());
            }
        });
        deserted.clear();
        numbers.forEach((org.roaringbitmap.IntConsumer) id -> rulings.remove(id, gone));
        gaps.values().forEach(having -> having.andNot(gone));
    }

    /** Sets that a host has and that are not here: those that were not evaluated yet, and those that came meanwhile. */
    List<Long> absentSets() {
        return read(() ->
                hosts.sets().stream().filter(set -> !sets.containsKey(set)).toList());
    }

    /** Sets that a host in service has and that do not hold at this catalog revision, as far as it is known here. */
    List<Long> behind(long catalogRev) {
        return read(() -> hosts.sets().stream()
                .filter(set -> hosts.anyActive(set) && holdsBefore(set, catalogRev))
                .sorted()
                .toList());
    }

    private boolean holdsBefore(long set, long catalogRev) {
        SetState state = sets.get(set);
        return state == null || state.holdsAt(swept) < catalogRev;
    }

    /** Whether this very answer is the one that is here. */
    @SuppressWarnings("ReferenceEquality")
    boolean has(SetState state) {
        return read(() -> sets.get(state.setId()) == state);
    }

    @Nullable SetState set(@Nullable Long id) {
        return id == null ? null : read(() -> sets.get(id));
    }

    /** Those of the sets that are known here. */
    Map<Long, SetState> sets(Collection<Long> ids) {
        return read(() -> {
            Map<Long, SetState> found = new HashMap<>();
            for (Long id : ids) {
                SetState state = sets.get(id);
                if (state != null) {
                    found.put(id, state);
                }
            }
            return found;
        });
    }

    /** Catalog revision the set's answer holds at; null while it was not evaluated. */
    @Nullable Long holdsAt(@Nullable Long id) {
        return id == null
                ? null
                : read(() -> {
                    SetState state = sets.get(id);
                    return state == null ? null : Long.valueOf(state.holdsAt(swept));
                });
    }

    @Nullable HostEntry host(UUID id) {
        return read(() -> hosts.find(id));
    }

    /** The host's ordinal; -1 where it is not known. */
    int ordinal(UUID id) {
        return read(() -> hosts.ordinal(id));
    }

    List<UUID> hostsOf(long setId) {
        return read(() -> Arrays.stream(hosts.members(setId))
                .mapToObj(ordinal -> hosts.at(ordinal).id())
                .toList());
    }

    /** When something was first known of the advisory; null if never. */
    @Nullable Instant knownSince(String advisory) {
        return read(() -> rulings.groups(advisory).stream()
                .map(RemedyGroup::knownAt)
                .min(Comparator.naturalOrder())
                .orElse(null));
    }

    /** The host's rulings about the advisories. */
    List<Ruling> rulingsOf(HostEntry host, Collection<String> advisories) {
        return read(() -> {
            SetState state = host.setId() == null ? null : sets.get(host.setId());
            return state == null
                    ? List.of()
                    : rulings.all(RoaringBitmap.and(state.rulings(), rulings.numbers(advisories)));
        });
    }

    private <T extends @Nullable Object> T read(Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void write(Runnable work) {
        lock.writeLock().lock();
        try {
            work.run();
            version++;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
