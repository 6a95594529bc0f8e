package io.patchwave.exposure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Many advisories at once ("everything critical"): one mask of rulings is laid over every set, instead of every advisory's sets
 * being joined. What is not judged at all is not undecided here: that question has no end.
 */
final class BroadSelection {
    private static final List<Verdict> ASKED = List.of(Verdict.EXPOSED, Verdict.PENDING_REBOOT, Verdict.UNKNOWN);

    private final Map<Verdict, RoaringBitmap> masks = new EnumMap<>(Verdict.class);
    private final List<Ruling> opening = new ArrayList<>();
    private final Wanted wanted;
    private int looked;

    /** The sets with a ruling of each mask, as of a place in the index's log; null until they were asked for. */
    private @Nullable Map<Verdict, RoaringBitmap> having;

    private long place;

    private BroadSelection(Wanted wanted) {
        this.wanted = wanted;
        ASKED.forEach(verdict -> masks.put(verdict, new RoaringBitmap()));
    }

    /** The selection of every ruling that speaks of a wanted advisory. */
    static BroadSelection of(RulingTable rulings, Wanted wanted) {
        return new BroadSelection(wanted).look(rulings);
    }

    /** The same, of the rulings that came since too. */
    BroadSelection upTo(RulingTable rulings) {
        if (looked == rulings.size()) {
            return this;
        }
        BroadSelection longer = new BroadSelection(wanted);
        masks.forEach((verdict, mask) -> longer.masks.put(verdict, mask.clone()));
        longer.opening.addAll(opening);
        longer.looked = looked;
        // An answer that was there before these rulings has none of them.
        synchronized (this) {
            longer.having = copy(having);
            longer.place = place;
        }
        return longer.look(rulings);
    }

    private BroadSelection look(RulingTable rulings) {
        rulings.later(looked, ruling -> {
            RoaringBitmap mask = masks.get(ruling.verdict());
            if (mask != null && !isOverruled(ruling) && wanted.wants(ruling.group())) {
                mask.add(ruling.id());
                if (ruling.verdict() != Verdict.UNKNOWN) {
                    opening.add(ruling);
                }
            }
        });
        looked = rulings.size();
        return this;
    }

    /**
     * What is meant.
     *
     * @param groups which groups may count at all
     * @param advisories which advisories of them are asked about
     */
    record Wanted(Predicate<RemedyGroup> groups, Predicate<String> advisories) {
        boolean wants(RemedyGroup group) {
            if (groups.test(group)) {
                for (String advisory : group.advisories()) {
                    if (advisories.test(advisory)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** Documents do not count against a shipped fact, which judges every machine that they speak of. */
    private static boolean isOverruled(Ruling ruling) {
        String rule = ruling.grounds().rule();
        return !rule.equals(Grounds.FACT)
                && !rule.equals(Grounds.NO_UPDATE_EXISTS)
                && FleetAnswers.FACTS.containsAll(ruling.group().advisories());
    }

    /** The mask of the verdict. */
    RoaringBitmap mask(Verdict verdict) {
        return masks.getOrDefault(verdict, new RoaringBitmap());
    }

    /** The hosts by their worst verdict about any of it. */
    FleetVerdicts verdicts(ExposureIndex.View view) {
        Map<Verdict, BitSet> hosts = FleetVerdicts.hosts(view, sets(view));
        lower(view, hosts);
        return FleetVerdicts.of(view, hosts);
    }

    /** Of one index only: sets whose answers did not change since the last time are not asked again. */
    private synchronized Map<Verdict, RoaringBitmap> sets(ExposureIndex.View view) {
        Map<Verdict, RoaringBitmap> known = having;
        if (known == null || !view.log().since(place, set -> look(view, set, known))) {
            Map<Verdict, RoaringBitmap> all = new EnumMap<>(Verdict.class);
            ASKED.forEach(verdict -> all.put(verdict, having(view, mask(verdict))));
            having = all;
        }
        place = view.log().end();
        return Objects.requireNonNull(copy(having));
    }

    private void look(ExposureIndex.View view, int set, Map<Verdict, RoaringBitmap> known) {
        SetState state = view.sets().get((long) set);
        known.forEach((verdict, sets) -> {
            if (state != null && RoaringBitmap.intersects(state.rulings(), mask(verdict))) {
                sets.add(set);
            } else {
                sets.remove(set);
            }
        });
    }

    private static @Nullable Map<Verdict, RoaringBitmap> copy(@Nullable Map<Verdict, RoaringBitmap> sets) {
        if (sets == null) {
            return null;
        }
        Map<Verdict, RoaringBitmap> copy = new EnumMap<>(Verdict.class);
        sets.forEach((verdict, having) -> copy.put(verdict, having.clone()));
        return copy;
    }

    /**
     * The sets with a ruling of the mask. Few rulings: their sets are joined. Many: set by set, most of which have one of the
     * first.
     */
    private static RoaringBitmap having(ExposureIndex.View view, RoaringBitmap mask) {
        RoaringBitmap sets = view.rulings().joined(mask, view.sets().size());
        if (sets != null) {
            return sets;
        }
        RoaringBitmap found = new RoaringBitmap();
        for (SetState state : view.sets().values()) {
            if (RoaringBitmap.intersects(state.rulings(), mask)) {
                found.add(Math.toIntExact(state.setId()));
            }
        }
        return found;
    }

    /** Hosts that are exposed to nothing but what their facts mitigate. */
    private void lower(ExposureIndex.View view, Map<Verdict, BitSet> hosts) {
        BitSet exposed = hosts.getOrDefault(Verdict.EXPOSED, new BitSet());
        BitSet lowered = new BitSet();
        mitigating(view).forEach((mitigated, whom) -> {
            RoaringBitmap rest = new RoaringBitmap();
            RoaringBitmap restAfterBoot = new RoaringBitmap();
            opening.stream().filter(ruling -> leaves(ruling, mitigated)).forEach(ruling -> {
                restAfterBoot.add(ruling.id());
                if (ruling.verdict() == Verdict.EXPOSED) {
                    rest.add(ruling.id());
                }
            });
            whom.and(exposed);
            Map<SetState, Boolean> left = new IdentityHashMap<>();
            Map<SetState, Boolean> leftAfterBoot = new IdentityHashMap<>();
            view.hosts().each(whom, host -> {
                SetState state = host.setId() == null ? null : view.sets().get(host.setId());
                RoaringBitmap open = host.rolledBack() ? restAfterBoot : rest;
                if (state != null
                        && !(host.rolledBack() ? leftAfterBoot : left)
                                .computeIfAbsent(state, set -> RoaringBitmap.intersects(set.rulings(), open))) {
                    lowered.set(view.hosts().ordinal(host.id()));
                }
            });
        });
        exposed.andNot(lowered);
        hosts.put(Verdict.MITIGATED, lowered);
    }

    /** Whether an advisory that is asked about is open by the ruling and not mitigated. */
    private boolean leaves(Ruling ruling, Set<String> mitigated) {
        return ruling.group().advisories().stream()
                .anyMatch(id -> wanted.advisories().test(id) && !mitigated.contains(id));
    }

    private static Map<Set<String>, BitSet> mitigating(ExposureIndex.View view) {
        Map<Set<String>, BitSet> found = new HashMap<>();
        view.hosts()
                .each(
                        view.hosts().withMitigation(),
                        host -> found.computeIfAbsent(host.effects().mitigated(), key -> new BitSet())
                                .set(view.hosts().ordinal(host.id())));
        return found;
    }
}
