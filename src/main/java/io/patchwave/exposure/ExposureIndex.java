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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The present in memory: sets → rulings and back, sets → hosts. A mirror of the database that can be thrown away and built
 * again; knows no database. Safe for many threads. A set's id is its bit.
 */
final class ExposureIndex {
    /** From here on sets are taken in together: turned round by counting instead of one by one. */
    private static final int MANY = 64;

    private static final int BLOCK = 2048;
    private static final int SPANS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final RulingTable rulings = new RulingTable();
    private final HostTable hosts = new HostTable();
    private final Map<Long, SetState> sets = new HashMap<>();
    private final Map<Evaluation.HostUnknown, RoaringBitmap> gaps = new HashMap<>();
    private final HeldRevisions held = new HeldRevisions();
    private final SetLog log = new SetLog();
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
        return read(() -> question.apply(new View(rulings, hosts, sets, gaps, held, log, version)));
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
        write(() -> {
            if (states.size() < MANY) {
                states.forEach(this::replace);
                return;
            }
            List<SetState> born = states.stream()
                    .filter(state -> !sets.containsKey(state.setId()))
                    .sorted(Comparator.comparingLong(SetState::setId))
                    .toList();
            states.stream().filter(state -> sets.containsKey(state.setId())).forEach(this::replace);
            for (int from = 0; from < born.size(); from += BLOCK) {
                takeIn(born.subList(from, Math.min(from + BLOCK, born.size())));
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
                note(set, state);
                if (turned != null) {
                    RoaringBitmap.and(state.rulings(), turned)
                            .forEach((org.roaringbitmap.IntConsumer) id -> rulings.insert(id, set));
                }
            }
        });
    }

    private void replace(SetState state) {
        SetState before = sets.get(state.setId());
        if (before != null && before.rev() > state.rev()) {
            return;
        }
        sets.put(state.setId(), state);
        held.put(before, state);
        int set = Math.toIntExact(state.setId());
        log.add(set, sets.size());
        if (before == null) {
            state.rulings().forEach((org.roaringbitmap.IntConsumer) id -> rulings.insert(id, set));
            note(set, state);
        } else {
            if (before.rulings() != state.rulings()) {
                RoaringBitmap.andNot(before.rulings(), state.rulings())
                        .forEach((org.roaringbitmap.IntConsumer) id -> rulings.remove(id, set));
                RoaringBitmap.andNot(state.rulings(), before.rulings())
                        .forEach((org.roaringbitmap.IntConsumer) id -> rulings.insert(id, set));
            }
            if (before.whole() != state.whole()) {
                gaps.values().forEach(having -> having.remove(set));
                note(set, state);
            }
        }
    }

    /** Turns many new sets' bitmaps round at once; the sets come in the order of their ids. */
    private void takeIn(List<SetState> born) {
        int span = (rulings.capacity() + SPANS - 1) / SPANS;
        IntStream.range(0, SPANS)
                .parallel()
                .forEach(part -> Turned.of(born, part * span, span).tell(rulings::insert));
        for (SetState state : born) {
            sets.put(state.setId(), state);
            held.put(null, state);
            log.add(Math.toIntExact(state.setId()), sets.size());
            note(Math.toIntExact(state.setId()), state);
        }
    }

    private void note(int set, SetState state) {
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
        write(() -> fresh.forEach(hosts::put));
    }

    /** Sets that a host has and that are not here: those that were not evaluated yet, and those that came meanwhile. */
    List<Long> absentSets() {
        return read(() ->
                hosts.sets().stream().filter(set -> !sets.containsKey(set)).toList());
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
