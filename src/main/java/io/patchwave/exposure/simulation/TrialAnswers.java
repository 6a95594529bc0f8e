package io.patchwave.exposure.simulation;

import io.patchwave.exposure.CatalogRulings;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tried remedies on the wire, bounded; says what it leaves out. */
final class TrialAnswers {
    private static final int IDS_OF_A_HOST = 1000;
    private static final int IDS_IN_ALL = 50_000;
    private static final int OPEN_ADVISORIES = 100;

    private final SimulationService.Answer answer;
    private final List<String> leftOut = new ArrayList<>();
    private final Map<Simulator.Tried, List<String>> closes = new IdentityHashMap<>();

    private TrialAnswers(SimulationService.Answer answer) {
        this.answer = answer;
    }

    static SimulationJson of(SimulationService.Answer answer, PageRequest page, boolean count) {
        return new TrialAnswers(answer).json(page, count);
    }

    private SimulationJson json(PageRequest page, boolean count) {
        Simulator.Run run = answer.run();
        Tally.Sum total = run.total();
        Page<SimulationJson.Host> hosts = hosts(page, count);
        List<SimulationJson.Tried> remedies = remedies(run);
        SimulationJson.StaysOpen open = open(run.open());
        return new SimulationJson(
                answer.context().rulings().revision(),
                new SimulationJson.Scope(answer.scope(), answer.withoutInventory(), answer.cases(), null),
                new SimulationJson.Totals(
                        total.hosts(),
                        total.findings(),
                        total.kev(),
                        total.afterReboot(),
                        run.settled(),
                        total.bySeverity()),
                remedies,
                answer.unknown().stream().map(Remedy::text).toList(),
                open,
                hosts,
                null,
                leftOut);
    }

    private List<SimulationJson.Tried> remedies(Simulator.Run run) {
        List<SimulationJson.Tried> remedies = new ArrayList<>();
        for (int i = 0; i < run.fits().size(); i++) {
            Map<String, Long> not = new TreeMap<>();
            run.fits().get(i).forEach((fit, hosts) -> {
                if (fit != Fit.FITS) {
                    not.put(fit.word(), hosts);
                }
            });
            remedies.add(new SimulationJson.Tried(
                    answer.context().remedies().get(i).text(),
                    run.fits().get(i).getOrDefault(Fit.FITS, 0L),
                    not,
                    run.alone().get(i)));
        }
        if (run.alone().contains(null)) {
            leftOut.add("What the later remedies alone close was not tried: too many machines take several of them."
                    + " Name fewer remedies, or fewer hosts.");
        }
        return remedies;
    }

    private SimulationJson.StaysOpen open(OpenAfter open) {
        CatalogRulings rulings = answer.context().rulings();
        List<SimulationJson.OpenAdvisory> advisories = open.byAdvisory().entrySet().stream()
                .map(entry -> {
                    CatalogRulings.AdvisoryHead head = rulings.head(entry.getKey());
                    long hosts = entry.getValue().values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                    return new SimulationJson.OpenAdvisory(head.id(), head.severity(), hosts, entry.getValue());
                })
                .sorted(Comparator.comparingLong((SimulationJson.OpenAdvisory one) -> -one.hosts())
                        .thenComparing(SimulationJson.OpenAdvisory::advisoryId))
                .toList();
        if (advisories.size() > OPEN_ADVISORIES) {
            leftOut.add("staysOpen.advisories lists the " + OPEN_ADVISORIES + " on most hosts of " + advisories.size()
                    + "; byReason counts them all.");
        }
        return new SimulationJson.StaysOpen(
                open.hosts(),
                open.findings(),
                open.byReason(),
                advisories.stream().limit(OPEN_ADVISORIES).toList());
    }

    private Page<SimulationJson.Host> hosts(PageRequest page, boolean count) {
        Page<SimulationService.Row> rows =
                Page.ofAll(answer.rows(), page, count, row -> row.host().id());
        int left = IDS_IN_ALL;
        List<SimulationJson.Host> hosts = new ArrayList<>();
        boolean shortened = false;
        for (SimulationService.Row row : rows.items()) {
            List<String> all = closes.computeIfAbsent(row.tried(), this::closes);
            List<String> some = all.subList(0, Math.min(all.size(), Math.min(left, IDS_OF_A_HOST)));
            left -= some.size();
            shortened |= some.size() < all.size();
            hosts.add(host(row, all.size(), List.copyOf(some)));
        }
        if (shortened) {
            leftOut.add("Hosts list at most " + IDS_OF_A_HOST + " advisories each and " + IDS_IN_ALL
                    + " in all; closesCount tells how many there are.");
        }
        return new Page<>(hosts, rows.next(), rows.count());
    }

    private SimulationJson.Host host(SimulationService.Row row, int count, List<String> ids) {
        Simulator.Tried tried = row.tried();
        List<SimulationJson.KeptOff> keptOff = Simulator.withheld(tried).stream()
                .map(i -> new SimulationJson.KeptOff(
                        answer.context().remedies().get(i).text(), tried.fits()[i].word()))
                .toList();
        return new SimulationJson.Host(
                row.host().id(), row.host().hostname(), count, ids, tried.closed().pendingReboot > 0, keptOff);
    }

    private List<String> closes(Simulator.Tried tried) {
        Trial trial = Trial.of(
                answer.context(), tried.on().software(), tried.on().anyHost().locks());
        List<String> ids = new ArrayList<>();
        Trial.closed(
                trial.before(),
                trial.after(),
                (advisory, then) ->
                        ids.add(answer.context().rulings().head(advisory).id()));
        ids.sort(Comparator.naturalOrder());
        return ids;
    }
}
