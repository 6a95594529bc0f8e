package io.patchwave.exposure;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The active hosts by their verdict about something, as bits: what {@link Answers} says host by host, said of all at once. Worst
 * verdict first, a shipped fact before the documents, across advisories the worst.
 */
final class FleetVerdicts {
    private final Map<Verdict, BitSet> hosts;
    private final BitSet active;
    private final long heldAt;

    private FleetVerdicts(Map<Verdict, BitSet> hosts, BitSet active, long heldAt) {
        this.hosts = hosts;
        this.active = active;
        this.heldAt = heldAt;
    }

    /** Ordinals of the hosts with that verdict; nobody's for unaffected. */
    BitSet of(Verdict verdict) {
        return hosts.getOrDefault(verdict, new BitSet());
    }

    /** The verdict of one of them. */
    Verdict verdictOf(ExposureIndex.View view, HostEntry host) {
        int ordinal = view.hosts().ordinal(host.id());
        for (Map.Entry<Verdict, BitSet> entry : hosts.entrySet()) {
            if (entry.getValue().get(ordinal)) {
                return entry.getKey();
            }
        }
        return Verdict.UNAFFECTED;
    }

    /** Of these hosts only; null is all. */
    FleetVerdicts within(@Nullable BitSet scope) {
        if (scope == null) {
            return this;
        }
        Map<Verdict, BitSet> narrowed = new EnumMap<>(Verdict.class);
        hosts.forEach((verdict, having) -> {
            BitSet here = (BitSet) having.clone();
            here.and(scope);
            narrowed.put(verdict, here);
        });
        BitSet counted = (BitSet) active.clone();
        counted.and(scope);
        return new FleetVerdicts(narrowed, counted, heldAt);
    }

    /** All that are in service and not concerned. */
    BitSet unaffected() {
        BitSet rest = (BitSet) active.clone();
        rest.andNot(concerned());
        return rest;
    }

    /** All that are not unaffected. */
    BitSet concerned() {
        BitSet all = new BitSet();
        hosts.values().forEach(all::or);
        return all;
    }

    /** Counts; the revision is the oldest that some host's answer is of, at most the given one. */
    ExposureCounts counts(long revision) {
        return new ExposureCounts(
                of(Verdict.EXPOSED).cardinality(),
                of(Verdict.PENDING_REBOOT).cardinality(),
                of(Verdict.MITIGATED).cardinality(),
                of(Verdict.PATCHED).cardinality(),
                unaffected().cardinality(),
                of(Verdict.UNKNOWN).cardinality(),
                Math.min(revision, heldAt));
    }

    static FleetVerdicts of(ExposureIndex.View view, FleetAnswers.Asked asked) {
        Map<Verdict, BitSet> sum = new EnumMap<>(Verdict.class);
        Map<Verdict, RoaringBitmap> plain = new EnumMap<>(Verdict.class);
        for (String advisory : asked.advisories()) {
            BitSet mitigated = view.hosts().mitigatedFor(advisory);
            if (mitigated == null || mitigated.isEmpty()) {
                sets(view, advisory)
                        .forEach((verdict, sets) -> plain.merge(verdict, sets, (a, b) -> RoaringBitmap.or(a, b)));
            } else {
                add(sum, hosts(view, sets(view, advisory)), mitigated);
            }
        }
        add(sum, hosts(view, plain), null);
        BitSet active = (BitSet) view.hosts().active().clone();
        apart(sum, active);
        BitSet judged = new BitSet();
        sum.values().forEach(judged::or);
        BitSet undecided = undecided(view, asked);
        undecided.and(active);
        undecided.andNot(judged);
        sum.computeIfAbsent(Verdict.UNKNOWN, key -> new BitSet()).or(undecided);
        return new FleetVerdicts(sum, active, heldAt(view));
    }

    /** Of sets found by some other way: the worst verdict of a host stands. */
    static FleetVerdicts of(ExposureIndex.View view, Map<Verdict, BitSet> hosts) {
        BitSet active = (BitSet) view.hosts().active().clone();
        apart(hosts, active);
        return new FleetVerdicts(hosts, active, heldAt(view));
    }

    /** A host is counted once, under its worst. */
    private static void apart(Map<Verdict, BitSet> sum, BitSet active) {
        BitSet judged = new BitSet();
        for (Verdict verdict : Verdict.values()) {
            BitSet having = sum.get(verdict);
            if (having != null) {
                having.and(active);
                having.andNot(judged);
                judged.or(having);
            }
        }
    }

    /** Whether some active host is exposed to the advisory itself. */
    static boolean anyExposed(ExposureIndex.View view, String advisory) {
        Map<Verdict, RoaringBitmap> sets = sets(view, advisory);
        BitSet mitigated = Objects.requireNonNullElseGet(view.hosts().mitigatedFor(advisory), BitSet::new);
        RoaringBitmap exposed = sets.getOrDefault(Verdict.EXPOSED, new RoaringBitmap());
        RoaringBitmap pending = sets.getOrDefault(Verdict.PENDING_REBOOT, new RoaringBitmap());
        return view.hosts().anyActiveBut(exposed, mitigated, null)
                || view.hosts().anyActiveBut(pending, mitigated, view.hosts().rolledBack());
    }

    private static void add(Map<Verdict, BitSet> sum, Map<Verdict, BitSet> more, @Nullable BitSet mitigated) {
        BitSet exposed = more.get(Verdict.EXPOSED);
        if (exposed != null && mitigated != null) {
            BitSet lowered = (BitSet) exposed.clone();
            lowered.and(mitigated);
            exposed.andNot(lowered);
            sum.computeIfAbsent(Verdict.MITIGATED, key -> new BitSet()).or(lowered);
        }
        more.forEach((verdict, hosts) ->
                sum.computeIfAbsent(verdict, key -> new BitSet()).or(hosts));
    }

    /** The hosts of the sets; what was pending and did not come true after a boot is exposed. */
    static Map<Verdict, BitSet> hosts(ExposureIndex.View view, Map<Verdict, RoaringBitmap> sets) {
        Map<Verdict, BitSet> hosts = new EnumMap<>(Verdict.class);
        sets.forEach((verdict, having) -> hosts.put(verdict, view.hosts().of(having)));
        BitSet pending = hosts.get(Verdict.PENDING_REBOOT);
        if (pending != null) {
            BitSet back = (BitSet) pending.clone();
            back.and(view.hosts().rolledBack());
            pending.andNot(back);
            hosts.computeIfAbsent(Verdict.EXPOSED, key -> new BitSet()).or(back);
        }
        return hosts;
    }

    /** Sets by their verdicts about one advisory, of which a set may have several; the bitmaps are the caller's. */
    static Map<Verdict, RoaringBitmap> sets(ExposureIndex.View view, String advisory) {
        Map<Verdict, RoaringBitmap> documents = new EnumMap<>(Verdict.class);
        Map<Verdict, RoaringBitmap> facts = new EnumMap<>(Verdict.class);
        RoaringBitmap byFact = new RoaringBitmap();
        RoaringBitmap beyond = new RoaringBitmap();
        view.rulings().about(advisory, (ruling, having) -> {
            boolean fact = ruling.grounds().rule().equals(Grounds.FACT);
            (fact ? facts : documents)
                    .computeIfAbsent(ruling.verdict(), key -> new RoaringBitmap())
                    .or(having);
            if (fact) {
                byFact.or(having);
            } else if (ruling.grounds().rule().equals(Grounds.NO_UPDATE_EXISTS)) {
                beyond.or(having);
            }
        });
        byFact.andNot(beyond);
        documents.values().forEach(sets -> sets.andNot(byFact));
        facts.forEach((verdict, sets) -> {
            sets.and(byFact);
            documents.merge(verdict, sets, (a, b) -> RoaringBitmap.or(a, b));
        });
        return documents;
    }

    private static BitSet undecided(ExposureIndex.View view, FleetAnswers.Asked asked) {
        BitSet undecided = (BitSet) view.hosts().withoutSet().clone();
        undecided.or(view.hosts().notEvaluated(view.held().evaluated()));
        view.gaps().forEach((gap, sets) -> {
            if (FleetAnswers.leavesUndecided(gap, true, asked) || FleetAnswers.leavesUndecided(gap, false, asked)) {
                BitSet having = view.hosts().of(sets);
                if (!FleetAnswers.leavesUndecided(gap, false, asked)) {
                    having.and(view.hosts().windows());
                } else if (!FleetAnswers.leavesUndecided(gap, true, asked)) {
                    having.andNot(view.hosts().windows());
                }
                undecided.or(having);
            }
        });
        return undecided;
    }

    private static long heldAt(ExposureIndex.View view) {
        return view.held().oldest(view.hosts().activeSets());
    }
}
