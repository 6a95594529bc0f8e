package io.patchwave.exposure;

import io.patchwave.platform.database.Revisions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Keeps the {@link ExposureIndex} like the database: loads it once, then follows by watermark what this and other servers
 * wrote. What it is told meanwhile only makes it see sooner.
 */
@ApplicationScoped
class LiveIndex {
    private static final UUID LOWEST = new UUID(0, 0);
    private static final String INVENTORY = "inventory";

    private final Judgements judgements;
    private final SetStates states;
    private final HostRows hosts;
    private final FactsEffects effects;
    private final Revisions revisions;
    private final ExposureIndex index = new ExposureIndex();
    private long seenStates;
    private long seenHosts;
    private String standing = "";

    LiveIndex(Judgements judgements, SetStates states, HostRows hosts, FactsEffects effects, Revisions revisions) {
        this.judgements = judgements;
        this.states = states;
        this.hosts = hosts;
        this.effects = effects;
        this.revisions = revisions;
    }

    ExposureIndex index() {
        return index;
    }

    /** Loads everything; what commits meanwhile is read again by {@link #follow}. */
    synchronized void load() {
        seenStates = states.revision();
        seenHosts = revisions.current(INVENTORY);
        long id = 0;
        for (List<StoredJudgement> page = judgements.above(id); !page.isEmpty(); page = judgements.above(id)) {
            index.add(page);
            id = page.get(page.size() - 1).id();
        }
        long set = 0;
        for (List<SetState> page = states.usedAbove(set); !page.isEmpty(); page = states.usedAbove(set)) {
            apply(page);
            set = page.get(page.size() - 1).setId();
        }
        loadHosts();
    }

    /** Reads what was committed since the last look, by this server or another. */
    synchronized void follow() {
        long rev = states.revision();
        if (rev > seenStates) {
            apply(states.changedAfter(seenStates));
            states.touchedAfter(seenStates).forEach(index::touch);
            seenStates = rev;
        }
        long hostRev = revisions.current(INVENTORY);
        if (hostRev > seenHosts) {
            refresh(hosts.changedAfter(seenHosts));
            seenHosts = hostRev;
        }
    }

    /** Reads all hosts again if one came, retired or returned. */
    synchronized void followStanding() {
        if (!hosts.standing().equals(standing)) {
            loadHosts();
        }
    }

    /** Reads these hosts again. */
    void refresh(Collection<UUID> ids) {
        putHosts(hosts.some(ids));
    }

    /** Takes answers of sets. */
    void apply(Collection<SetState> fresh) {
        RoaringBitmap all = new RoaringBitmap();
        fresh.forEach(state -> all.or(state.judgements()));
        RoaringBitmap unknown = index.unknown(all);
        if (!unknown.isEmpty()) {
            List<Integer> ids = new ArrayList<>();
            unknown.forEach((org.roaringbitmap.IntConsumer) ids::add);
            index.add(judgements.load(ids));
        }
        fresh.forEach(index::put);
    }

    /** Takes newly numbered judgements. */
    void learn(Collection<StoredJudgement> numbered) {
        index.add(numbered);
    }

    /** The judgements of the ids, read where they are not known. */
    List<StoredJudgement> judgements(RoaringBitmap ids) {
        RoaringBitmap unknown = index.unknown(ids);
        if (!unknown.isEmpty()) {
            List<Integer> missing = new ArrayList<>();
            unknown.forEach((org.roaringbitmap.IntConsumer) missing::add);
            index.add(judgements.load(missing));
        }
        return index.judgements(ids);
    }

    /** The number of an evaluator's answer, or null where it has none yet. */
    @Nullable StoredJudgement find(Judgement judgement) {
        return index.find(judgement);
    }

    private void loadHosts() {
        String before = hosts.standing();
        UUID after = LOWEST;
        for (List<HostRows.Row> page = hosts.page(after); !page.isEmpty(); page = hosts.page(after)) {
            putHosts(page);
            after = page.get(page.size() - 1).id();
        }
        standing = before;
    }

    private void putHosts(List<HostRows.Row> rows) {
        effects.load(rows.stream()
                .map(HostRows.Row::factsSetId)
                .filter(Objects::nonNull)
                .toList());
        Map<UUID, List<HostRows.State>> histories =
                hosts.histories(rows.stream().map(HostRows.Row::id).toList());
        List<Long> missing = rows.stream()
                .map(HostRows.Row::setId)
                .filter(set -> set != null && index.set(set) == null)
                .distinct()
                .toList();
        apply(states.load(missing));
        for (HostRows.Row row : rows) {
            boolean again = !row.awaitsInventory()
                    && Boots.againSince(histories.getOrDefault(row.id(), List.of()), row.bootId());
            index.put(new HostEntry(
                    row.id(),
                    row.hostname(),
                    !row.retired(),
                    row.imported(),
                    row.windows(),
                    row.setId(),
                    row.factsSetId(),
                    again,
                    effects.of(row.factsSetId())));
        }
    }
}
