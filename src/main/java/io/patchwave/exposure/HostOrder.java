package io.patchwave.exposure;

import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pages of many hosts in an order, without sorting them all: one pass keeps the best that come after the cursor. */
@ApplicationScoped
class HostOrder {
    private static final Comparator<Key> ORDER = Comparator.comparingDouble((Key key) -> -key.risk())
            .thenComparing(Key::name)
            .thenComparing(key -> key.host().id());

    private final SetRisks risks;
    private final AdvisoryBook book;

    HostOrder(SetRisks risks, AdvisoryBook book) {
        this.risks = risks;
        this.book = book;
    }

    /** What a host is placed by; members that the order does not ask for are equal for all. */
    private record Key(double risk, String name, HostEntry host, SetRisks.SetRisk sum) {}

    /** Where the page before ended. */
    private record Cursor(double risk, String name, UUID id) {
        int compareTo(Key key) {
            int byRisk = Double.compare(key.risk(), risk);
            int byName = byRisk != 0 ? byRisk : name.compareTo(key.name());
            return byName != 0 ? byName : id.compareTo(key.host().id());
        }
    }

    /**
     * The page; each row's verdict is asked for the shown ones only.
     *
     * @param known the advisories that count
     */
    Page<FleetExposure.Row> page(
            ExposureIndex.View view,
            BitSet wanted,
            FleetExposure.Order by,
            PageRequest page,
            Predicate<String> known,
            Function<HostEntry, Verdict> verdict) {
        Cursor after = cursor(page);
        Collection<SetState> asked =
                by == FleetExposure.Order.RISK ? view.sets().values() : List.of();
        Function<SetState, SetRisks.SetRisk> sums = risks.sums(book.current(), known, asked);
        PriorityQueue<Key> best = new PriorityQueue<>(page.limit() + 2, ORDER.reversed());
        view.hosts().each(wanted, host -> {
            Key key = key(view, sums, host, by);
            if (after == null || after.compareTo(key) < 0) {
                keep(best, key, page.limit() + 1);
            }
        });
        List<Key> rows = best.stream().sorted(ORDER).toList();
        Page<Key> found = Page.of(rows, page, key ->
                new Object[] {key.risk(), key.name(), key.host().id()});
        return found.map(key -> row(view, sums, key, verdict));
    }

    private static void keep(PriorityQueue<Key> best, Key key, int most) {
        if (best.size() < most) {
            best.add(key);
        } else if (ORDER.compare(key, best.element()) < 0) {
            best.poll();
            best.add(key);
        }
    }

    private static Key key(
            ExposureIndex.View view,
            Function<SetState, SetRisks.SetRisk> sums,
            HostEntry host,
            FleetExposure.Order by) {
        return switch (by) {
            case RISK -> {
                SetRisks.SetRisk sum = sum(view, sums, host);
                yield new Key(points(sum, host), "", host, sum);
            }
            case HOSTNAME -> new Key(0, host.hostname().toLowerCase(Locale.ROOT), host, SetRisks.SetRisk.NONE);
            case ID -> new Key(0, "", host, SetRisks.SetRisk.NONE);
        };
    }

    private static FleetExposure.Row row(
            ExposureIndex.View view,
            Function<SetState, SetRisks.SetRisk> sums,
            Key key,
            Function<HostEntry, Verdict> verdict) {
        HostEntry host = key.host();
        SetRisks.SetRisk sum = sum(view, sums, host);
        return new FleetExposure.Row(
                host.id(),
                host.hostname(),
                verdict.apply(host),
                Risk.rounded(points(sum, host)),
                sum.kev(),
                sum.critical(),
                sum.open());
    }

    private static SetRisks.SetRisk sum(
            ExposureIndex.View view, Function<SetState, SetRisks.SetRisk> sums, HostEntry host) {
        SetState state = host.setId() == null ? null : view.sets().get(host.setId());
        return state == null ? SetRisks.SetRisk.NONE : sums.apply(state);
    }

    /** A host without open findings is at no risk, however much it matters. */
    private static double points(SetRisks.SetRisk sum, HostEntry host) {
        return sum.open() == 0 ? 0 : sum.points() + Risk.ofHost(host.criticality());
    }

    private static @Nullable Cursor cursor(PageRequest page) {
        if (page.first()) {
            return null;
        }
        try {
            List<String> key = page.after();
            return new Cursor(Double.parseDouble(key.get(0)), key.get(1), UUID.fromString(key.get(2)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ProblemException.invalid("after", "is no cursor of this list; leave it out to start over");
        }
    }
}
