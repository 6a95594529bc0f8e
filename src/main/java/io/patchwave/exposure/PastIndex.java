package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The index as it would have been on a past day, of some rulings only: the software each host had then ({@code asOf}), by what was
 * known of it ({@code knownAt}). It is asked like the living one. Answers that did not change since are taken from memory.
 */
@ApplicationScoped
class PastIndex {
    /** Histories read at once. */
    private static final int BLOCK = 500;

    private final LiveIndex live;
    private final HostRows hosts;
    private final SetRows states;
    private final FactsEffects effects;

    PastIndex(LiveIndex live, HostRows hosts, SetRows states, FactsEffects effects) {
        this.live = live;
        this.hosts = hosts;
        this.states = states;
        this.effects = effects;
    }

    /**
     * Builds it of some rulings.
     *
     * @param mask numbers of the rulings that matter: of answers that are no longer the present ones only these are kept
     * @param turned whether it will be asked for the sets of single rulings
     */
    ExposureIndex at(Instant asOf, Instant knownAt, RoaringBitmap mask, boolean turned) {
        return at(asOf, knownAt, mask, turned, known -> RoaringBitmap.and(known, mask));
    }

    /**
     * Builds it of all rulings; they can be asked for by set only.
     *
     * @param waiting numbers of the rulings that wait for a reboot
     */
    ExposureIndex whole(Instant asOf, Instant knownAt, RoaringBitmap waiting) {
        return at(asOf, knownAt, waiting, false, known -> known);
    }

    private ExposureIndex at(
            Instant asOf, Instant knownAt, RoaringBitmap mask, boolean turned, UnaryOperator<RoaringBitmap> kept) {
        List<HostRows.Then> then = hosts.at(asOf);
        ExposureIndex index = new ExposureIndex();
        List<Ruling> rulings = live.rulings(mask);
        index.add(rulings);
        List<SetState> sets = sets(then, knownAt, kept);
        index.hold(sets, turned ? mask : null);
        index.putHosts(entries(then, pending(sets, rulings), asOf));
        return index;
    }

    /** Answers that did not change since are the living index's own. */
    private List<SetState> sets(List<HostRows.Then> then, Instant knownAt, UnaryOperator<RoaringBitmap> kept) {
        Set<Long> used =
                then.stream().map(HostRows.Then::setId).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<Long, SetState> present = live.index().sets(used);
        present.keySet().removeAll(states.changedSince(knownAt));
        List<SetState> sets = new ArrayList<>(present.values());
        List<Long> other =
                used.stream().filter(set -> !present.containsKey(set)).sorted().toList();
        for (int from = 0; from < other.size(); from += BLOCK) {
            sets.addAll(formerly(other.subList(from, Math.min(from + BLOCK, other.size())), knownAt, kept));
        }
        return sets;
    }

    /** Of each only what matters is kept: a fleet's whole histories are many times what the server itself holds. */
    private List<SetState> formerly(List<Long> some, Instant knownAt, UnaryOperator<RoaringBitmap> kept) {
        Map<Long, SetHistory> histories = states.histories(some);
        List<SetState> sets = new ArrayList<>(some.size());
        RoaringBitmap all = new RoaringBitmap();
        for (SetState state : states.load(some)) {
            SetHistory history = histories.get(state.setId());
            RoaringBitmap known = history == null ? null : history.knownAt(knownAt);
            if (known != null) {
                RoaringBitmap rulings = kept.apply(known);
                all.or(rulings);
                sets.add(new SetState(state.setId(), state.evaluatedRev(), state.rev(), 0, rulings, state.whole()));
            }
        }
        live.know(all);
        return sets;
    }

    /** Sets of which something waits for a reboot: only their hosts' boots matter. */
    private static Set<Long> pending(List<SetState> sets, List<Ruling> rulings) {
        RoaringBitmap waiting = new RoaringBitmap();
        rulings.stream()
                .filter(ruling -> ruling.verdict() == Verdict.PENDING_REBOOT)
                .forEach(ruling -> waiting.add(ruling.id()));
        return sets.stream()
                .filter(state -> RoaringBitmap.intersects(state.rulings(), waiting))
                .map(SetState::setId)
                .collect(Collectors.toSet());
    }

    private List<HostEntry> entries(List<HostRows.Then> then, Set<Long> pending, Instant asOf) {
        effects.load(then.stream()
                .map(HostRows.Then::factsSetId)
                .filter(Objects::nonNull)
                .toList());
        List<UUID> booting = then.stream()
                .filter(host -> host.setId() != null && pending.contains(host.setId()))
                .map(HostRows.Then::id)
                .toList();
        Map<UUID, List<HostRows.State>> histories = hosts.histories(booting);
        List<HostEntry> entries = new ArrayList<>(then.size());
        for (HostRows.Then host : then) {
            entries.add(new HostEntry(
                    host.id(),
                    host.hostname(),
                    true,
                    host.imported(),
                    host.windows(),
                    host.setId(),
                    host.factsSetId(),
                    host.criticality(),
                    host.tags(),
                    again(histories.get(host.id()), host.bootId(), asOf),
                    effects.of(host.factsSetId())));
        }
        return entries;
    }

    private static boolean again(@Nullable Collection<HostRows.State> history, @Nullable String boot, Instant asOf) {
        return history != null
                && Boots.againSince(
                        history.stream()
                                .filter(state -> !state.at().isAfter(asOf))
                                .sorted(java.util.Comparator.comparing(HostRows.State::at))
                                .toList(),
                        boot);
    }
}
