package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The index as it would have been on a past day, of some rulings only: the software each host had then ({@code asOf}), by what was
 * known of it ({@code knownAt}). It is asked like the living one. Answers that did not change since are taken from memory.
 */
@ApplicationScoped
class PastIndex {
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
     * Builds it.
     *
     * @param mask numbers of the rulings that matter
     * @param turned whether it will be asked for the sets of single rulings
     */
    ExposureIndex at(Instant asOf, Instant knownAt, RoaringBitmap mask, boolean turned) {
        List<HostRows.Then> then = hosts.at(asOf);
        ExposureIndex index = new ExposureIndex();
        List<Ruling> rulings = live.rulings(mask);
        index.add(rulings);
        List<SetState> sets = sets(then, knownAt);
        index.hold(sets, turned ? mask : null);
        index.putHosts(entries(then, pending(sets, rulings), asOf));
        return index;
    }

    /** Answers that did not change since are the living index's own. */
    private List<SetState> sets(List<HostRows.Then> then, Instant knownAt) {
        Set<Long> used =
                then.stream().map(HostRows.Then::setId).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<Long, SetState> present = live.index().sets(used);
        present.keySet().removeAll(states.changedSince(knownAt));
        List<SetState> sets = new ArrayList<>(present.values());
        Set<Long> other = new HashSet<>(used);
        other.removeAll(present.keySet());
        Map<Long, SetHistory> histories = states.histories(other);
        RoaringBitmap all = new RoaringBitmap();
        for (SetState state : states.load(other)) {
            SetHistory history = histories.get(state.setId());
            RoaringBitmap known = history == null ? null : history.knownAt(knownAt);
            if (known != null) {
                all.or(known);
                sets.add(new SetState(state.setId(), state.evaluatedRev(), state.rev(), 0, known, state.whole()));
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
