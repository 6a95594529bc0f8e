package io.patchwave.exposure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The present in memory: sets → judgements, advisories → groups → sets, sets → hosts. A mirror of the database that can be
 * thrown away and built again; knows no database. Safe for many threads.
 */
final class ExposureIndex {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Integer, StoredJudgement> judgements = new HashMap<>();
    private final Map<Judgement, StoredJudgement> byContent = new HashMap<>();
    private final Map<Integer, GroupEntry> groups = new HashMap<>();
    private final Map<String, List<GroupEntry>> byAdvisory = new HashMap<>();
    private final Map<Long, SetState> sets = new HashMap<>();
    private final Map<UUID, HostEntry> hosts = new HashMap<>();
    private final Map<Long, Set<UUID>> hostsOfSet = new HashMap<>();

    /** A group with its judgements and the sets that have one of them. */
    private static final class GroupEntry {
        private final RemedyGroup group;
        private final RoaringBitmap judgements = new RoaringBitmap();
        private final RoaringBitmap sets = new RoaringBitmap();

        GroupEntry(RemedyGroup group) {
            this.group = group;
        }
    }

    void add(Collection<StoredJudgement> fresh) {
        write(() -> fresh.forEach(judgement -> {
            if (judgements.putIfAbsent(judgement.id(), judgement) == null) {
                byContent.put(judgement.content(), judgement);
                group(judgement.group()).judgements.add(judgement.id());
            }
        }));
    }

    private GroupEntry group(RemedyGroup group) {
        return groups.computeIfAbsent(group.id(), id -> {
            GroupEntry entry = new GroupEntry(group);
            group.advisories()
                    .forEach(advisory -> byAdvisory
                            .computeIfAbsent(advisory, key -> new ArrayList<>(2))
                            .add(entry));
            return entry;
        });
    }

    /** The judgement with that content (the order of its advisories does not matter), or null. */
    @Nullable StoredJudgement find(Judgement content) {
        return read(() -> byContent.get(StoredJudgement.sorted(content)));
    }

    /** The ids that are not known here yet. */
    RoaringBitmap unknown(RoaringBitmap ids) {
        return read(() -> {
            RoaringBitmap missing = new RoaringBitmap();
            ids.forEach((org.roaringbitmap.IntConsumer) id -> {
                if (!judgements.containsKey(id)) {
                    missing.add(id);
                }
            });
            return missing;
        });
    }

    /** The judgements of the ids, all of which are known. */
    List<StoredJudgement> judgements(RoaringBitmap ids) {
        return read(() -> resolve(ids));
    }

    private List<StoredJudgement> resolve(RoaringBitmap ids) {
        List<StoredJudgement> found = new ArrayList<>(ids.getCardinality());
        ids.forEach((org.roaringbitmap.IntConsumer) id -> {
            StoredJudgement judgement = judgements.get(id);
            if (judgement != null) {
                found.add(judgement);
            }
        });
        return found;
    }

    /** Replaces the set's answer, unless the one here is of a later revision. */
    void put(SetState state) {
        write(() -> {
            SetState before = sets.get(state.setId());
            if (before != null && before.evaluatedRev() > state.evaluatedRev()) {
                return;
            }
            sets.put(state.setId(), state);
            RoaringBitmap old = before == null ? new RoaringBitmap() : before.judgements();
            int set = Math.toIntExact(state.setId());
            resolve(RoaringBitmap.andNot(old, state.judgements()))
                    .forEach(gone -> group(gone.group()).sets.remove(set));
            resolve(RoaringBitmap.andNot(state.judgements(), old))
                    .forEach(come -> group(come.group()).sets.add(set));
        });
    }

    /** Takes note that the set's answer held at a later revision too. */
    void touch(long setId, long rev) {
        write(() -> sets.computeIfPresent(setId, (id, state) -> state.evaluatedRev() < rev ? state.at(rev) : state));
    }

    void put(HostEntry host) {
        write(() -> {
            HostEntry before = hosts.put(host.id(), host);
            if (before != null && before.setId() != null) {
                hostsOfSet.getOrDefault(before.setId(), new HashSet<>()).remove(host.id());
            }
            if (host.setId() != null) {
                hostsOfSet.computeIfAbsent(host.setId(), id -> new HashSet<>()).add(host.id());
            }
        });
    }

    @Nullable SetState set(@Nullable Long id) {
        return id == null ? null : read(() -> sets.get(id));
    }

    @Nullable HostEntry host(UUID id) {
        return read(() -> hosts.get(id));
    }

    List<HostEntry> activeHosts() {
        return read(() -> hosts.values().stream().filter(HostEntry::active).toList());
    }

    List<UUID> hostsOf(long setId) {
        return read(() -> List.copyOf(hostsOfSet.getOrDefault(setId, Set.of())));
    }

    /** Whether any set has ever been judged for the advisory. */
    boolean judged(String advisory) {
        return read(() -> byAdvisory.containsKey(advisory));
    }

    /** When something was first known of the advisory; null if never. */
    java.time.@Nullable Instant knownSince(String advisory) {
        return read(() -> byAdvisory.getOrDefault(advisory, List.of()).stream()
                .map(entry -> entry.group.knownAt())
                .min(java.util.Comparator.naturalOrder())
                .orElse(null));
    }

    /** The host's judgements about the advisories. */
    List<StoredJudgement> judgementsOf(HostEntry host, Collection<String> advisories) {
        return read(() -> {
            SetState state = host.setId() == null ? null : sets.get(host.setId());
            return state == null ? List.of() : resolve(RoaringBitmap.and(state.judgements(), about(advisories)));
        });
    }

    /** Each active host that has a judgement about the advisories, with those judgements; once per set resolved. */
    void visit(Collection<String> advisories, BiConsumer<HostEntry, List<StoredJudgement>> visitor) {
        read(() -> {
            RoaringBitmap about = about(advisories);
            RoaringBitmap concerned = new RoaringBitmap();
            advisories.forEach(advisory ->
                    byAdvisory.getOrDefault(advisory, List.of()).forEach(entry -> concerned.or(entry.sets)));
            concerned.forEach((org.roaringbitmap.IntConsumer) set -> visitSet(set, about, visitor));
            return true;
        });
    }

    private void visitSet(long set, RoaringBitmap about, BiConsumer<HostEntry, List<StoredJudgement>> visitor) {
        Set<UUID> members = hostsOfSet.getOrDefault(set, Set.of());
        SetState state = sets.get(set);
        if (members.isEmpty() || state == null) {
            return;
        }
        List<StoredJudgement> found = resolve(RoaringBitmap.and(state.judgements(), about));
        for (UUID id : members) {
            HostEntry host = hosts.get(id);
            if (host != null && host.active()) {
                visitor.accept(host, found);
            }
        }
    }

    private RoaringBitmap about(Collection<String> advisories) {
        RoaringBitmap about = new RoaringBitmap();
        advisories.forEach(
                advisory -> byAdvisory.getOrDefault(advisory, List.of()).forEach(entry -> about.or(entry.judgements)));
        return about;
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
        } finally {
            lock.writeLock().unlock();
        }
    }
}
