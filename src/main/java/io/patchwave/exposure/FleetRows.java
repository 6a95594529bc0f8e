package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The rows of {@link ExposureService#complianceRows}, counted: hosts with the same software have the same rows, so that a fleet of
 * millions of rows is added up set by set.
 */
@ApplicationScoped
public class FleetRows {
    private final LiveIndex live;
    private final AdvisoryBook book;
    private final PastIndex past;
    private final Clock clock;
    private final Map<FindingQuery.Grain, RowMemory> remembered = new ConcurrentHashMap<>();

    FleetRows(LiveIndex live, AdvisoryBook book, PastIndex past, Clock clock) {
        this.live = live;
        this.book = book;
        this.past = past;
        this.clock = clock;
    }

    /** The rows of those who answered, and of those who did not. */
    public record Sums(RowCounts answered, RowCounts silent) {}

    /**
     * Hosts in service.
     *
     * @param silent of them those who have an inventory and did not answer
     * @param without of them those without inventory
     */
    public record Heads(long all, long silent, long without) {}

    /** A row of one host, without proof. */
    public record Row(String id, List<String> advisories, Verdict verdict) {}

    /** The fleet at one moment; may be asked as long as it is kept. */
    public final class Standing {
        private final ExposureIndex index;
        private final @Nullable Instant asOf;

        private Standing(ExposureIndex index, @Nullable Instant asOf) {
            this.index = index;
            this.asOf = asOf;
        }

        /**
         * The rows of hosts in service then: of those who answered, and of those who did not.
         *
         * @param only the hosts that count; null for all
         * @param silent those who did not answer
         */
        public Sums counts(FindingQuery.Grain grain, @Nullable Set<UUID> only, Set<UUID> silent) {
            Sums sums = new Sums(new RowCounts(), new RowCounts());
            RowMemory memory = memory(grain);
            index.ask(view -> {
                Map<RowMemory.Kind, long[]> kinds = new HashMap<>(view.sets().size() * 2);
                if (only == null) {
                    all(view, silent, kinds);
                } else {
                    only.forEach(id -> add(view, view.hosts().find(id), silent, kinds));
                }
                memory.count(kinds.keySet(), view, live.index()).forEach((kind, rows) -> {
                    long[] hosts = Objects.requireNonNull(kinds.get(kind));
                    sums.answered().add(rows, hosts[0]);
                    sums.silent().add(rows, hosts[1]);
                });
                return true;
            });
            return sums;
        }

        /** Set by set, but for the hosts of which something is peculiar. */
        private void all(ExposureIndex.View view, Set<UUID> silent, Map<RowMemory.Kind, long[]> kinds) {
            SetInts inService = view.hosts().inService();
            view.sets().keySet().forEach(set -> {
                int hosts = inService.of(Math.toIntExact(set));
                if (hosts > 0) {
                    kinds.put(new RowMemory.Kind(set, RowPlan.Peculiar.NOTHING), new long[] {hosts, 0});
                }
            });
            BitSet apart = view.hosts().withMitigation();
            apart.or(view.hosts().rolledBack());
            for (UUID id : silent) {
                int ordinal = view.hosts().ordinal(id);
                if (ordinal >= 0) {
                    apart.set(ordinal);
                }
            }
            apart.and(view.hosts().active());
            view.hosts().each(apart, host -> {
                long[] hosts = kinds.get(
                        new RowMemory.Kind(host.setId() == null ? -1 : host.setId(), RowPlan.Peculiar.NOTHING));
                if (hosts != null) {
                    hosts[0]--;
                    add(view, host, silent, kinds);
                }
            });
        }

        private void add(
                ExposureIndex.View view,
                @Nullable HostEntry host,
                Set<UUID> silent,
                Map<RowMemory.Kind, long[]> kinds) {
            Long set = host == null || !host.active() ? null : host.setId();
            if (host != null && set != null && view.sets().containsKey(set)) {
                long[] hosts =
                        kinds.computeIfAbsent(new RowMemory.Kind(set, RowPlan.Peculiar.of(host)), kind -> new long[2]);
                hosts[silent.contains(host.id()) ? 1 : 0]++;
            }
        }

        /**
         * What stays undecided once per host, as of now, of hosts in service that have an inventory.
         *
         * @param only the hosts that count; null for all
         */
        public long undecidedOnce(@Nullable Set<UUID> only) {
            return live.index().ask(view -> {
                long sum = 0;
                if (only == null) {
                    for (SetState state : view.sets().values()) {
                        int gaps = state.whole().hostUnknowns().size();
                        sum += (long) gaps * view.hosts().inService().of(Math.toIntExact(state.setId()));
                    }
                    return sum;
                }
                for (UUID id : only) {
                    HostEntry host = view.hosts().find(id);
                    SetState state = host == null || !host.active() || host.setId() == null
                            ? null
                            : view.sets().get(host.setId());
                    sum += state == null ? 0 : state.whole().hostUnknowns().size();
                }
                return sum;
            });
        }

        /**
         * How many hosts are in service.
         *
         * @param only the hosts that count; null for all
         * @param silent of which it is told how many there are
         */
        public Heads heads(@Nullable Set<UUID> only, Set<UUID> silent) {
            return index.ask(view -> {
                BitSet counted = (BitSet) view.hosts().active().clone();
                if (only != null) {
                    counted.and(bits(view, only));
                }
                BitSet without = (BitSet) counted.clone();
                without.and(view.hosts().withoutSet());
                BitSet unheard = bits(view, silent);
                unheard.and(counted);
                unheard.andNot(without);
                return new Heads(counted.cardinality(), unheard.cardinality(), without.cardinality());
            });
        }

        private static BitSet bits(ExposureIndex.View view, Set<UUID> hosts) {
            BitSet bits = new BitSet();
            for (UUID id : hosts) {
                int ordinal = view.hosts().ordinal(id);
                if (ordinal >= 0) {
                    bits.set(ordinal);
                }
            }
            return bits;
        }

        /** The rows of a host that any of the advisories stands in. */
        public List<Row> rows(UUID id, FindingQuery.Grain grain, Collection<String> advisories) {
            AdvisoryBook.Book known = book.current();
            Set<String> wanted = new TreeSet<>();
            for (String advisory : advisories) {
                if (grain == FindingQuery.Grain.REMEDY) {
                    String row = known.remedyGroupOf(advisory);
                    wanted.addAll(known.months().getOrDefault(row, List.of(row)));
                } else {
                    wanted.add(advisory);
                }
            }
            HostEntry host = index.host(id);
            SetState state = host == null || !host.active() ? null : index.set(host.setId());
            if (host == null || state == null) {
                return List.of();
            }
            RoaringBitmap about = live.index().ask(view -> view.rulings().numbers(wanted));
            Map<String, Map<String, Answers.Answer>> rows = new TreeMap<>();
            Answers.byAdvisory(
                            live.index().rulings(RoaringBitmap.and(about, state.rulings())),
                            Proofs.NONE,
                            host,
                            advisory -> wanted.contains(advisory) && isKnown(advisory))
                    .forEach((advisory, answer) -> rows.computeIfAbsent(
                                    grain == FindingQuery.Grain.REMEDY ? known.remedyGroupOf(advisory) : advisory,
                                    row -> new TreeMap<>())
                            .put(advisory, answer));
            return rows.entrySet().stream()
                    .map(row -> new Row(
                            row.getKey(),
                            List.copyOf(row.getValue().keySet()),
                            Objects.requireNonNull(
                                            Answers.combined(row.getValue().values()))
                                    .verdict()))
                    .toList();
        }

        private boolean isKnown(String advisory) {
            Instant since = asOf == null ? Instant.MIN : live.index().knownSince(advisory);
            return asOf == null || (since != null && !since.isAfter(asOf));
        }

        private RowMemory memory(FindingQuery.Grain grain) {
            AdvisoryBook.Book known = book.current();
            boolean all =
                    asOf == null || live.index().ask(view -> view.rulings().allKnownBy(asOf));
            if (!all) {
                return new RowMemory(new RowPlan(known, grain, this::isKnown));
            }
            return Objects.requireNonNull(remembered.compute(
                    grain,
                    (key, before) -> before != null && before.isOf(known)
                            ? before
                            : new RowMemory(new RowPlan(known, grain, FleetSearch.ALL))));
        }
    }

    /** The present. */
    public Standing now() {
        return new Standing(live.index(), null);
    }

    /** The present, once this server has seen as many hosts in service as there are. */
    public Standing now(long hosts) {
        if (live.index().ask(view -> view.hosts().active().cardinality()) != hosts) {
            live.followStanding();
        }
        return now();
    }

    /** True at one time, by what was known at another. */
    public Standing at(Instant asOf, Instant knownAt) {
        RoaringBitmap waiting = live.index().ask(view -> view.rulings().with(Verdict.PENDING_REBOOT));
        return new Standing(past.whole(asOf, knownAt, waiting), asOf.isBefore(clock.instant()) ? asOf : null);
    }
}
