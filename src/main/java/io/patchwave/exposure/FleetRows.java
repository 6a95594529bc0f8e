package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The rows of {@link ExposureService#complianceRows}, counted: hosts with the same software have the same rows, so that a fleet of
 * millions of rows is added up set by set.
 */
@ApplicationScoped
public class FleetRows {
    private static final int TOGETHER = 250;

    private final LiveIndex live;
    private final AdvisoryBook book;
    private final PastIndex past;
    private final Clock clock;
    private final Map<FindingQuery.Grain, Remembered> remembered = new ConcurrentHashMap<>();

    FleetRows(LiveIndex live, AdvisoryBook book, PastIndex past, Clock clock) {
        this.live = live;
        this.book = book;
        this.past = past;
        this.clock = clock;
    }

    /** What was counted by one plan, as long as a set's answer stands. */
    private record Remembered(RowPlan plan, Map<Long, Counted> sets) {
        Remembered(RowPlan plan) {
            this(plan, new ConcurrentHashMap<>());
        }

        int @Nullable [] of(SetState state) {
            Counted counted = sets.get(state.setId());
            return counted != null && counted.rulings() == state.rulings() ? counted.counts() : null;
        }
    }

    private record Counted(RoaringBitmap rulings, int[] counts) {}

    /** A set's hosts with the same peculiarity: their rows are the same. */
    private record Kind(long set, RowPlan.Peculiar host) {}

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
         * The rows of all hosts in service then.
         *
         * @param sums of which sum a host is a part, from 0; less than 0 for none
         */
        public List<RowCounts> counts(FindingQuery.Grain grain, int howMany, ToIntFunction<UUID> sums) {
            List<RowCounts> counts = new ArrayList<>();
            for (int i = 0; i < howMany; i++) {
                counts.add(new RowCounts());
            }
            Remembered plan = plan(grain);
            index.ask(view -> {
                Map<Kind, long[]> kinds = kinds(view, howMany, sums);
                count(plan, kinds.keySet(), view).forEach((kind, rows) -> {
                    long[] hosts = Objects.requireNonNull(kinds.get(kind));
                    for (int i = 0; i < howMany; i++) {
                        counts.get(i).add(rows, hosts[i]);
                    }
                });
                return true;
            });
            return counts;
        }

        private Map<Kind, long[]> kinds(ExposureIndex.View view, int howMany, ToIntFunction<UUID> sums) {
            Map<Kind, long[]> kinds = new HashMap<>(view.sets().size() * 2);
            view.hosts().each(view.hosts().active(), host -> {
                Long set = host.setId();
                int sum = set == null || !view.sets().containsKey(set) ? -1 : sums.applyAsInt(host.id());
                if (set != null && sum >= 0) {
                    kinds.computeIfAbsent(new Kind(set, RowPlan.Peculiar.of(host)), kind -> new long[howMany])[sum]++;
                }
            });
            return kinds;
        }

        /** What stays undecided of the hosts once per host, as of now, of those that have an inventory. */
        public long undecidedOnce(java.util.function.Predicate<UUID> hosts) {
            return live.index().ask(view -> {
                long[] sum = new long[1];
                view.hosts().each(view.hosts().active(), host -> {
                    SetState state = host.setId() == null ? null : view.sets().get(host.setId());
                    int gaps = state == null ? 0 : state.whole().hostUnknowns().size();
                    if (gaps > 0 && hosts.test(host.id())) {
                        sum[0] += gaps;
                    }
                });
                return sum[0];
            });
        }

        /** The hosts in service that have no inventory. */
        public List<UUID> silent() {
            return index.ask(view -> {
                List<UUID> silent = new ArrayList<>();
                java.util.BitSet without =
                        (java.util.BitSet) view.hosts().active().clone();
                without.and(view.hosts().withoutSet());
                view.hosts().each(without, host -> silent.add(host.id()));
                return silent;
            });
        }

        /** The hosts in service. */
        public List<UUID> inService() {
            return index.ask(view -> {
                List<UUID> all = new ArrayList<>();
                view.hosts().each(view.hosts().active(), host -> all.add(host.id()));
                return all;
            });
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

        private Remembered plan(FindingQuery.Grain grain) {
            AdvisoryBook.Book known = book.current();
            boolean all =
                    asOf == null || live.index().ask(view -> view.rulings().allKnownBy(asOf));
            if (!all) {
                return new Remembered(new RowPlan(known, grain, this::isKnown));
            }
            return Objects.requireNonNull(remembered.compute(
                    grain,
                    (key, before) -> before != null && before.plan().isOf(known)
                            ? before
                            : new Remembered(new RowPlan(known, grain, FleetSearch.ALL))));
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
        return new Standing(past.at(asOf, knownAt, waiting, false), asOf.isBefore(clock.instant()) ? asOf : null);
    }

    /** The rows of each kind; what is remembered is not counted again, the rest on all processors. */
    private Map<Kind, int[]> count(Remembered by, Collection<Kind> kinds, ExposureIndex.View then) {
        return live.index().ask(view -> {
            RowPlan plan = by.plan();
            plan.upTo(view.rulings());
            Map<Kind, int[]> counts = new ConcurrentHashMap<>(kinds.size() * 2);
            List<Kind> open = new ArrayList<>();
            for (Kind kind : kinds) {
                int[] known = kind.host() == RowPlan.Peculiar.NOTHING ? by.of(state(then, kind)) : null;
                if (known == null) {
                    open.add(kind);
                } else {
                    counts.put(kind, known);
                }
            }
            parts(open).parallelStream().forEach(part -> {
                RowPlan.Counter counter = plan.counter(view.rulings());
                for (Kind kind : part) {
                    RoaringBitmap rulings = state(then, kind).rulings();
                    int[] rows = counter.of(rulings, kind.host());
                    counts.put(kind, rows);
                    if (kind.host() == RowPlan.Peculiar.NOTHING) {
                        by.sets().put(kind.set(), new Counted(rulings, rows));
                    }
                }
            });
            forget(by, then.sets().size());
            return counts;
        });
    }

    private static SetState state(ExposureIndex.View view, Kind kind) {
        return Objects.requireNonNull(view.sets().get(kind.set()));
    }

    /** Sets that nobody has any more. */
    private static void forget(Remembered by, int sets) {
        if (by.sets().size() > 2 * sets + TOGETHER) {
            by.sets().clear();
        }
    }

    private static List<List<Kind>> parts(List<Kind> kinds) {
        List<List<Kind>> parts = new ArrayList<>();
        for (int from = 0; from < kinds.size(); from += TOGETHER) {
            parts.add(kinds.subList(from, Math.min(from + TOGETHER, kinds.size())));
        }
        return parts;
    }
}
