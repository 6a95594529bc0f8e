package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import io.patchwave.inventory.GroupService;
import io.patchwave.inventory.GroupView;
import io.patchwave.inventory.HostQuery;
import io.patchwave.platform.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Counts of hosts per advisory, CVE, update, product, group, tag, severity or KEV. */
@ApplicationScoped
public class FleetCounts {
    private static final int MOST_GROUPS = 1000;
    private static final int REMEMBERED = 4;

    private final LiveIndex live;
    private final FleetSearch search;
    private final HostScope scopes;
    private final GroupService groups;
    private final AdvisoryBook book;
    private final Map<Question, Known> remembered = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Known> eldest) {
            return size() > REMEMBERED;
        }
    });

    FleetCounts(LiveIndex live, FleetSearch search, HostScope scopes, GroupService groups, AdvisoryBook book) {
        this.live = live;
        this.search = search;
        this.scopes = scopes;
        this.groups = groups;
        this.book = book;
    }

    private record Question(FleetFilter filter, FleetExposure.By by) {}

    private record Known(long version, long headsRev, List<Row> rows) {}

    /**
     * Hosts by their worst verdict about what the key stands for.
     *
     * @param key the advisory, CVE, KB, product, tag or severity; of a group its id; {@code true} or {@code false} of KEV
     * @param name of a group its name, else the key
     * @param severity of an advisory or CVE; null for other keys
     */
    public record Row(
            String key,
            String name,
            @Nullable String severity,
            @Nullable Boolean kev,
            long exposed,
            long pendingReboot,
            long mitigated,
            long unknown) {
        private boolean isEmpty() {
            return exposed == 0 && pendingReboot == 0 && mitigated == 0 && unknown == 0;
        }
    }

    /** The next page of a list asks the same; groups and queries of hosts are asked of the database each time. */
    List<Row> of(FleetFilter filter, FleetExposure.By by) {
        if (by == FleetExposure.By.GROUP || !filter.hosts().equals(HostQuery.ALL)) {
            return counted(filter, by);
        }
        Question question = new Question(filter, by);
        long version = live.index().version();
        long headsRev = book.current().headsRev();
        Known known = remembered.get(question);
        if (known == null || known.version() != version || known.headsRev() != headsRev) {
            known = new Known(version, headsRev, counted(filter, by));
            remembered.put(question, known);
        }
        return known.rows();
    }

    private List<Row> counted(FleetFilter filter, FleetExposure.By by) {
        HostScope.Scope scope = scopes.of(filter.hosts());
        Map<GroupView, HostScope.Scope> members = by == FleetExposure.By.GROUP ? groups() : Map.of();
        AdvisoryBook.Book known = book.current();
        List<Row> rows = live.index().ask(view -> {
            BitSet hosts = and(scope.in(view.hosts()), FleetSearch.products(view, filter.product()));
            return switch (by) {
                case ADVISORY -> advisories(view, known, filter, hosts);
                case CVE -> cves(view, known, filter, hosts);
                case KB -> kbs(view, filter, hosts);
                case PRODUCT -> products(view, filter, hosts);
                case TAG -> tags(view, filter, hosts);
                case GROUP -> members(view, filter, hosts, members);
                case SEVERITY -> severities(view, filter, hosts);
                case KEV -> List.of(kev(view, filter, hosts, true), kev(view, filter, hosts, false));
            };
        });
        return rows.stream()
                .filter(row -> !row.isEmpty())
                .sorted(Comparator.comparingLong((Row row) -> -row.exposed())
                        .thenComparingLong(row -> -row.pendingReboot())
                        .thenComparing(Row::key))
                .toList();
    }

    private Map<GroupView, HostScope.Scope> groups() {
        Map<GroupView, HostScope.Scope> members = new LinkedHashMap<>();
        for (GroupView group :
                groups.list(PageRequest.of(MOST_GROUPS, null, "groups"), false).items()) {
            members.put(group, scopes.of(HostQuery.ofGroup(group.id())));
        }
        return members;
    }

    private List<Row> advisories(
            ExposureIndex.View view, AdvisoryBook.Book known, FleetFilter filter, @Nullable BitSet hosts) {
        SetWeights weights = SetWeights.of(view, hosts);
        return wanted(known, filter).parallelStream()
                .map(head -> weights.row(view, hosts, head.id(), List.of(head.id()), head.severity(), head.kev()))
                .toList();
    }

    private List<Row> cves(
            ExposureIndex.View view, AdvisoryBook.Book known, FleetFilter filter, @Nullable BitSet hosts) {
        SetWeights weights = SetWeights.of(view, hosts);
        Map<String, Set<String>> byCve = new HashMap<>();
        Map<String, Severity> severity = new HashMap<>();
        Map<String, Boolean> exploited = new HashMap<>();
        for (AdvisoryBook.Head head : wanted(known, filter)) {
            Collection<String> cves = head.id().startsWith("CVE-") ? List.of(head.id()) : head.cves();
            for (String cve : cves) {
                byCve.computeIfAbsent(cve, key -> new TreeSet<>()).add(head.id());
                severity.merge(cve, Severity.ofWord(head.severity()), (a, b) -> a.compareTo(b) <= 0 ? a : b);
                exploited.merge(cve, head.kev(), Boolean::logicalOr);
            }
        }
        return byCve.entrySet().parallelStream()
                .map(entry -> weights.row(
                        view,
                        hosts,
                        entry.getKey(),
                        entry.getValue(),
                        severity.getOrDefault(entry.getKey(), Severity.UNRATED).word(),
                        exploited.get(entry.getKey())))
                .toList();
    }

    private List<AdvisoryBook.Head> wanted(AdvisoryBook.Book known, FleetFilter filter) {
        FleetAnswers.Asked asked = search.asked(filter);
        Predicate<AdvisoryBook.Head> heads = FleetSearch.heads(filter);
        return known.heads().values().stream()
                .filter(head -> asked == null || asked.advisories().contains(head.id()))
                .filter(heads)
                .toList();
    }

    /** Hosts that the update would close something on; what waits for a reboot has it already. */
    private List<Row> kbs(ExposureIndex.View view, FleetFilter filter, @Nullable BitSet hosts) {
        SetWeights weights = SetWeights.of(view, hosts);
        Map<String, Map<Verdict, RoaringBitmap>> byKb = new HashMap<>();
        BroadSelection selection = search.broad(view.rulings(), filter, FleetSearch.ALL);
        view.rulings().each((ruling, sets) -> {
            if (selection.mask(ruling.verdict()).contains(ruling.id())) {
                for (String kb : Kbs.of(ruling.group().key())) {
                    byKb.computeIfAbsent(kb, key -> new HashMap<>())
                            .computeIfAbsent(ruling.verdict(), key -> new RoaringBitmap())
                            .or(sets);
                }
            }
        });
        List<Row> rows = new ArrayList<>();
        byKb.forEach((kb, sets) -> rows.add(weights.row(kb, null, null, sets)));
        return rows;
    }

    private List<Row> products(ExposureIndex.View view, FleetFilter filter, @Nullable BitSet hosts) {
        FleetVerdicts found = search.verdicts(view, filter, FleetSearch.ALL).within(hosts);
        Map<String, RoaringBitmap> byProduct = new HashMap<>();
        for (SetState state : view.sets().values()) {
            String product = Objects.requireNonNullElse(state.whole().product(), "unknown product");
            byProduct.computeIfAbsent(product, key -> new RoaringBitmap()).add(Math.toIntExact(state.setId()));
        }
        List<Row> rows = new ArrayList<>();
        byProduct.forEach((product, sets) ->
                rows.add(row(product, product, found.within(view.hosts().of(sets)))));
        return rows;
    }

    private List<Row> tags(ExposureIndex.View view, FleetFilter filter, @Nullable BitSet hosts) {
        FleetVerdicts found = search.verdicts(view, filter, FleetSearch.ALL).within(hosts);
        List<Row> rows = new ArrayList<>();
        view.hosts().tags().forEach((tag, having) -> rows.add(row(tag, tag, found.within(having))));
        return rows;
    }

    private List<Row> members(
            ExposureIndex.View view,
            FleetFilter filter,
            @Nullable BitSet hosts,
            Map<GroupView, HostScope.Scope> members) {
        FleetVerdicts found = search.verdicts(view, filter, FleetSearch.ALL).within(hosts);
        List<Row> rows = new ArrayList<>();
        members.forEach((group, scope) ->
                rows.add(row(group.id().toString(), group.name(), found.within(scope.in(view.hosts())))));
        return rows;
    }

    private List<Row> severities(ExposureIndex.View view, FleetFilter filter, @Nullable BitSet hosts) {
        List<Row> rows = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            if (filter.severity() == null || filter.severity().equals(severity.word())) {
                FleetFilter one = filter.ofSeverity(severity.word());
                rows.add(row(
                        severity.word(),
                        severity.word(),
                        search.verdicts(view, one, FleetSearch.ALL).within(hosts)));
            }
        }
        return rows;
    }

    private Row kev(ExposureIndex.View view, FleetFilter filter, @Nullable BitSet hosts, boolean kev) {
        boolean asked = filter.kev() == null || filter.kev() == kev;
        String word = String.valueOf(kev);
        return asked
                ? row(
                        word,
                        word,
                        search.verdicts(view, filter.ofKev(kev), FleetSearch.ALL)
                                .within(hosts))
                : new Row(word, word, null, kev, 0, 0, 0, 0);
    }

    private static Row row(String key, String name, FleetVerdicts found) {
        return new Row(
                key,
                name,
                null,
                null,
                found.of(Verdict.EXPOSED).cardinality(),
                found.of(Verdict.PENDING_REBOOT).cardinality(),
                found.of(Verdict.MITIGATED).cardinality(),
                found.of(Verdict.UNKNOWN).cardinality());
    }

    private static @Nullable BitSet and(@Nullable BitSet one, @Nullable BitSet other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }
}
