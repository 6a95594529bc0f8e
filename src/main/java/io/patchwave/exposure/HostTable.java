package io.patchwave.exposure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The hosts in memory under dense ordinals, by set, and as bits for what is asked of a whole fleet. An ordinal stays the host's
 * for the life of the process. Not safe for many threads: {@link ExposureIndex} guards it.
 */
final class HostTable {
    private static final int[] NOBODY = new int[0];

    private final Map<UUID, Integer> ordinals = new HashMap<>();
    private final List<HostEntry> hosts = new ArrayList<>();
    private final Map<Long, int[]> bySet = new HashMap<>();
    private final Map<String, BitSet> mitigated = new HashMap<>();
    private final Map<String, BitSet> byTag = new HashMap<>();
    private final SetInts inService = new SetInts();
    private final SetInts backInService = new SetInts();
    private final RoaringBitmap usedSets = new RoaringBitmap();
    private final RoaringBitmap activeSets = new RoaringBitmap();
    private final RoaringBitmap rolledBackSets = new RoaringBitmap();
    private final BitSet active = new BitSet();
    private final BitSet rolledBack = new BitSet();
    private final BitSet windows = new BitSet();
    private final BitSet withoutSet = new BitSet();

    /** Takes a host in, or anew; the answer is the set it has left without any host, or null. */
    @Nullable Long put(HostEntry host) {
        Long deserted = null;
        Integer known = ordinals.get(host.id());
        int ordinal = known == null ? hosts.size() : known;
        boolean moves = true;
        if (known == null) {
            ordinals.put(host.id(), ordinal);
            hosts.add(host);
        } else {
            HostEntry before = hosts.set(ordinal, host);
            count(before, -1);
            moves = !Objects.equals(before.setId(), host.setId());
            if (before.setId() != null && moves) {
                deserted = leave(before.setId(), ordinal) ? before.setId() : null;
            }
            before.effects().mitigated().forEach(advisory -> mitigated(advisory).clear(ordinal));
            before.tags().forEach(tag -> tagBits(tag).clear(ordinal));
        }
        if (host.setId() != null && moves) {
            join(host.setId(), ordinal);
        }
        count(host, 1);
        active.set(ordinal, host.active());
        rolledBack.set(ordinal, host.rolledBack());
        windows.set(ordinal, host.windows());
        withoutSet.set(ordinal, host.setId() == null);
        host.effects().mitigated().forEach(advisory -> mitigated(advisory).set(ordinal));
        host.tags().forEach(tag -> tagBits(tag).set(ordinal));
        return deserted;
    }

    /** Hosts in service by set: thousands of advisories are counted by adding these up. */
    private void count(HostEntry host, int one) {
        if (host.setId() == null || !host.active()) {
            return;
        }
        int set = Math.toIntExact(host.setId());
        mark(activeSets, set, inService.add(set, one));
        if (host.rolledBack()) {
            mark(rolledBackSets, set, backInService.add(set, one));
        }
    }

    private static void mark(RoaringBitmap sets, int set, int hosts) {
        if (hosts > 0) {
            sets.add(set);
        } else {
            sets.remove(set);
        }
    }

    private BitSet tagBits(String tag) {
        return byTag.computeIfAbsent(tag, key -> new BitSet());
    }

    private BitSet mitigated(String advisory) {
        return mitigated.computeIfAbsent(advisory, key -> new BitSet());
    }

    private void join(long set, int ordinal) {
        int[] members = bySet.get(set);
        if (members == null) {
            bySet.put(set, new int[] {ordinal});
            usedSets.add(Math.toIntExact(set));
            return;
        }
        int[] more = java.util.Arrays.copyOf(members, members.length + 1);
        more[members.length] = ordinal;
        bySet.put(set, more);
    }

    /** Whether nobody is left. */
    private boolean leave(long set, int ordinal) {
        int[] members = bySet.getOrDefault(set, new int[0]);
        int[] fewer = java.util.Arrays.stream(members)
                .filter(member -> member != ordinal)
                .toArray();
        if (fewer.length == 0) {
            bySet.remove(set);
            usedSets.remove(Math.toIntExact(set));
        } else {
            bySet.put(set, fewer);
        }
        return fewer.length == 0;
    }

    @Nullable HostEntry find(UUID id) {
        Integer ordinal = ordinals.get(id);
        return ordinal == null ? null : hosts.get(ordinal);
    }

    HostEntry at(int ordinal) {
        return hosts.get(ordinal);
    }

    /** The host's ordinal; -1 where it is not known. */
    int ordinal(UUID id) {
        return ordinals.getOrDefault(id, -1);
    }

    /** The hosts of the sets, retired ones too. */
    BitSet of(RoaringBitmap sets) {
        BitSet found = new BitSet(hosts.size());
        sets.forEach((org.roaringbitmap.IntConsumer) set -> {
            for (int ordinal : members(set)) {
                found.set(ordinal);
            }
        });
        return found;
    }

    /** The sets that hosts have. */
    Set<Long> sets() {
        return bySet.keySet();
    }

    /** Whether a host in service has the set. */
    boolean anyActive(long set) {
        for (int ordinal : members(set)) {
            if (active.get(ordinal)) {
                return true;
            }
        }
        return false;
    }

    int[] members(long set) {
        return bySet.getOrDefault(set, NOBODY);
    }

    /** How many hosts in service have the set. */
    SetInts inService() {
        return inService;
    }

    /** How many of them booted again since it came. */
    SetInts backInService() {
        return backInService;
    }

    /** The sets that some host in service has. */
    RoaringBitmap activeSets() {
        return activeSets;
    }

    /** The sets that some host in service has which booted again since. */
    RoaringBitmap rolledBackSets() {
        return rolledBackSets;
    }

    /** Hosts whose set is not among these. */
    BitSet notEvaluated(RoaringBitmap evaluated) {
        return of(RoaringBitmap.andNot(usedSets, evaluated));
    }

    /** Whether a host in service that has one of the sets is among neither of these. */
    boolean anyActiveBut(RoaringBitmap sets, BitSet some, @Nullable BitSet only) {
        for (var ids = sets.getIntIterator(); ids.hasNext(); ) {
            for (int ordinal : members(ids.next())) {
                if (active.get(ordinal) && !some.get(ordinal) && (only == null || only.get(ordinal))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Those with an ordinal in the bits, by ordinal. */
    void each(BitSet ordinals, Consumer<HostEntry> consumer) {
        for (int i = ordinals.nextSetBit(0); i >= 0; i = ordinals.nextSetBit(i + 1)) {
            consumer.accept(hosts.get(i));
        }
    }

    BitSet active() {
        return active;
    }

    BitSet rolledBack() {
        return rolledBack;
    }

    BitSet windows() {
        return windows;
    }

    BitSet withoutSet() {
        return withoutSet;
    }

    /** Hosts whose facts lower the danger of the advisory; null where nobody's do. */
    @Nullable BitSet mitigatedFor(String advisory) {
        return mitigated.get(advisory);
    }

    /** The advisories whose danger is or was lowered by some host's facts. */
    Set<String> mitigatedAdvisories() {
        return mitigated.keySet();
    }

    /** Hosts whose facts lower the danger of anything. */
    BitSet withMitigation() {
        BitSet found = new BitSet();
        mitigated.values().forEach(found::or);
        return found;
    }

    /** Hosts that carry the tag. */
    BitSet tagged(String tag) {
        return (BitSet) byTag.getOrDefault(tag, new BitSet()).clone();
    }

    /** All tags that a host carries or carried, with those who do. */
    Map<String, BitSet> tags() {
        return byTag;
    }
}
