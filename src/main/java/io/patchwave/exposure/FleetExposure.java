package io.patchwave.exposure;

import io.patchwave.catalog.CatalogService;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Questions about the whole fleet: who is exposed to what, now or on a past day. Answers come out of memory; no call writes. */
@ApplicationScoped
public class FleetExposure {
    /** Each is a table of all hosts. */
    private static final int PAST_KEPT = 2;

    private final LiveIndex live;
    private final FleetSearch search;
    private final FleetCounts counts;
    private final HostScope scopes;
    private final HostOrder order;
    private final PastIndex past;
    private final CatalogService catalog;
    private final Clock clock;
    private final Map<PastQuestion, ExposureIndex> pasts =
            Collections.synchronizedMap(new LinkedHashMap<>(4, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<PastQuestion, ExposureIndex> eldest) {
                    return size() > PAST_KEPT;
                }
            });

    FleetExposure(
            LiveIndex live,
            FleetSearch search,
            FleetCounts counts,
            HostScope scopes,
            HostOrder order,
            PastIndex past,
            CatalogService catalog,
            Clock clock) {
        this.live = live;
        this.search = search;
        this.counts = counts;
        this.scopes = scopes;
        this.order = order;
        this.past = past;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Which day is asked about.
     *
     * @param asOf the software that hosts had then; null is now
     * @param knownAt by what was known of it then; null is now
     */
    public record Moment(@Nullable Instant asOf, @Nullable Instant knownAt) {
        /** The present. */
        public static final Moment NOW = new Moment(null, null);

        boolean isNow() {
            return asOf == null && knownAt == null;
        }
    }

    /** What the rows of counts stand for. */
    public enum By {
        ADVISORY,
        CVE,
        KB,
        PRODUCT,
        GROUP,
        TAG,
        SEVERITY,
        KEV
    }

    /** The order of hosts: by risk, worst first; by name; by id. */
    public enum Order {
        RISK,
        HOSTNAME,
        ID
    }

    /**
     * A host in a list.
     *
     * @param verdict its worst about what was asked
     * @param risk points of 100: its worst open finding and how much it matters
     * @param kev its open security findings that are exploited, whatever was asked
     * @param critical its open critical ones
     * @param open all its open security findings
     */
    public record Row(UUID hostId, String hostname, Verdict verdict, double risk, int kev, int critical, int open) {}

    private record PastQuestion(Moment moment, FleetFilter filter, long version) {}

    /** Refuses (400) a filter that could not be answered. */
    public void check(FleetFilter filter) {
        search.check(filter);
        scopes.of(filter.hosts());
    }

    /** Counts of hosts by their worst verdict about what the filter means; they add up to the hosts it means. */
    public ExposureCounts counts(FleetFilter filter, Moment moment) {
        HostScope.Scope scope = scopes.of(filter.hosts());
        long revision = catalog.revision();
        return ask(filter, moment, view -> narrowed(view, filter, moment, scope).counts(revision));
    }

    /** Counts per advisory, CVE, KB …, most exposed first; rows without any host are left out. */
    public List<FleetCounts.Row> counts(FleetFilter filter, By by) {
        return counts.of(filter, by);
    }

    /**
     * A page of the hosts with one of the verdicts.
     *
     * @param verdicts {@link Verdict#UNAFFECTED} may be among them
     */
    public Page<Row> hosts(
            FleetFilter filter, List<Verdict> verdicts, Order by, Moment moment, PageRequest page, boolean count) {
        HostScope.Scope scope = scopes.of(filter.hosts());
        return ask(filter, moment, view -> {
            FleetVerdicts found = narrowed(view, filter, moment, scope);
            BitSet wanted = new BitSet();
            verdicts.forEach(
                    verdict -> wanted.or(verdict == Verdict.UNAFFECTED ? found.unaffected() : found.of(verdict)));
            Page<Row> rows = order.page(view, wanted, by, page, known(moment), host -> found.verdictOf(view, host));
            return new Page<>(rows.items(), rows.next(), count ? (long) wanted.cardinality() : null);
        });
    }

    private FleetVerdicts narrowed(ExposureIndex.View view, FleetFilter filter, Moment moment, HostScope.Scope scope) {
        BitSet hosts = scope.in(view.hosts());
        BitSet products = FleetSearch.products(view, filter.product());
        if (products != null && hosts != null) {
            products.and(hosts);
        }
        return search.verdicts(view, filter, known(moment)).within(products == null ? hosts : products);
    }

    /** An advisory that nobody had published to us by then was no finding then, whatever is known since. */
    private Predicate<String> known(Moment moment) {
        if (moment.isNow()) {
            return FleetSearch.ALL;
        }
        Instant asOf = moment.asOf();
        Map<String, Boolean> told = new ConcurrentHashMap<>();
        return id -> asOf == null
                || told.computeIfAbsent(id, advisory -> {
                    Instant since = live.index().knownSince(advisory);
                    return since != null && !since.isAfter(asOf);
                });
    }

    private <T> T ask(FleetFilter filter, Moment moment, Function<ExposureIndex.View, T> question) {
        ExposureIndex index = moment.isNow() ? live.index() : past(filter, moment);
        return index.ask(question);
    }

    private ExposureIndex past(FleetFilter filter, Moment moment) {
        Instant now = clock.instant();
        Instant asOf = moment.asOf() == null ? now : moment.asOf();
        Instant knownAt = moment.knownAt() == null ? now : moment.knownAt();
        PastQuestion question =
                new PastQuestion(moment, filter, live.index().swept().upto());
        ExposureIndex known = pasts.get(question);
        if (known == null) {
            known = past(filter, asOf, knownAt);
            pasts.put(question, known);
        }
        return known;
    }

    private ExposureIndex past(FleetFilter filter, Instant asOf, Instant knownAt) {
        FleetAnswers.Asked asked = filter.kb() == null ? search.asked(filter) : null;
        if (asked != null) {
            RoaringBitmap about = live.index().ask(view -> view.rulings().numbers(asked.advisories()));
            return past.at(asOf, knownAt, about, true);
        }
        BroadSelection broad = live.index().ask(view -> search.broad(view.rulings(), filter, FleetSearch.ALL));
        RoaringBitmap all = broad.mask(Verdict.EXPOSED).clone();
        all.or(broad.mask(Verdict.PENDING_REBOOT));
        all.or(broad.mask(Verdict.UNKNOWN));
        return past.at(asOf, knownAt, all, false);
    }
}
