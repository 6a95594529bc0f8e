package io.patchwave.exposure.simulation;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.ShippedFacts;
import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.FleetHost;
import io.patchwave.exposure.SetRulings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers "what if" of the whole fleet, a case at a time, and keeps the last answers because the next page asks the same. */
@ApplicationScoped
class SimulationService {
    private static final int KEPT = 4;

    private final SetRulings rulings;
    private final FleetCases cases;
    private final Scope scope;
    private final Map<Asked, Answer> simulated = kept();
    private final Map<Asked, PlanAnswer> planned = kept();
    private @Nullable Known known;

    SimulationService(SetRulings rulings, FleetCases cases, Scope scope) {
        this.rulings = rulings;
        this.cases = cases;
        this.scope = scope;
    }

    /**
     * What is asked.
     *
     * @param remedies what is tried; empty where remedies are to be chosen
     * @param advisories by the publishers' ids; empty for whatever the remedies close
     * @param kind of advisories that count where none are named, or {@code all}
     */
    record Question(
            List<Remedy> remedies,
            @Nullable List<UUID> hosts,
            @Nullable String group,
            Set<String> advisories,
            String kind) {}

    /** The question, the catalog and the fleet as they were. */
    private record Asked(Question question, long catalog, long fleet) {}

    /**
     * The answer about a fleet.
     *
     * @param scope hosts in question
     * @param withoutInventory of them those of which nothing can be said
     * @param rows hosts on which something is closed, or a remedy is kept off, by name
     */
    record Answer(
            Trial.Context context,
            List<Remedy> unknown,
            Simulator.Run run,
            int scope,
            int withoutInventory,
            int cases,
            List<Row> rows) {}

    /** A host with what was tried on its software. */
    record Row(FleetHost host, Simulator.Tried tried) {}

    /** What to install where. */
    record PlanAnswer(
            CatalogRulings rulings, List<Plan> plans, int scope, int withoutInventory, int nothingToDo, int cases) {}

    /** Hosts that need the same. */
    record Plan(Chooser.Choice choice, List<FleetHost> hosts) {}

    /** Tries the remedies. */
    Answer simulate(Question question) {
        CatalogRulings catalog = rulings.current();
        Asked asked = new Asked(question, catalog.revision(), rulings.version());
        Answer known = simulated.get(asked);
        if (known == null) {
            known = simulate(question, catalog);
            simulated.put(asked, known);
        }
        return known;
    }

    private Answer simulate(Question question, CatalogRulings catalog) {
        List<FleetHost> hosts = scope.of(question.hosts(), question.group());
        CatalogSnapshot snapshot = rulings.snapshot();
        Known known = known(snapshot);
        List<Remedy> unknown = question.remedies().stream()
                .filter(remedy -> !known.knows(remedy))
                .toList();
        List<Remedy> remedies =
                question.remedies().stream().filter(known::knows).distinct().toList();
        Set<String> named = catalog.resolve(question.advisories());
        Relevance relevance = Relevance.of(snapshot, remedies, named);
        List<FleetCases.Case> all = cases.of(hosts, relevance);
        BitSet wanted = question.advisories().isEmpty()
                ? ofKind(catalog, relevance, remedies, snapshot, question.kind())
                : catalog.numbers(named);
        Trial.Context context = new Trial.Context(
                catalog, remedies, known.published(remedies), new Repositories(snapshot, remedies), wanted);
        BitSet inQuestion = question.advisories().isEmpty() ? new BitSet() : wanted;
        Simulator.Run run = new Simulator(context, all, inQuestion, Simulator.ALONE_AT_MOST).run();
        return new Answer(context, unknown, run, hosts.size(), withoutInventory(hosts), all.size(), rows(run, hosts));
    }

    /** Windows' advisories for its updates, and of the others those that name what the remedies replace, as far as they are of the kind. */
    private static BitSet ofKind(
            CatalogRulings catalog, Relevance relevance, List<Remedy> remedies, CatalogSnapshot snapshot, String kind) {
        BitSet wanted = catalog.numbers(relevance.advisories());
        if (remedies.stream().anyMatch(remedy -> remedy.kind() == Remedy.Kind.UPDATE)) {
            addWindows(catalog, snapshot, wanted);
        }
        if (relevance.whole()) {
            snapshot.debian().forEach(advisory -> wanted.set(catalog.number(advisory.id())));
            snapshot.osv().forEach(advisory -> wanted.set(catalog.number(advisory.id())));
        }
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            if (!kind.equals("all") && !kind.equals(catalog.head(i).kind())) {
                wanted.clear(i);
            }
        }
        return wanted;
    }

    private static void addWindows(CatalogRulings catalog, CatalogSnapshot snapshot, BitSet wanted) {
        snapshot.statements().forEach(statement -> wanted.set(catalog.number(statement.cve())));
        ShippedFacts.all().forEach(fact -> {
            wanted.set(catalog.number(fact.id()));
            wanted.or(catalog.numbers(fact.cves()));
        });
    }

    private static List<Row> rows(Simulator.Run run, List<FleetHost> order) {
        Map<UUID, Simulator.Tried> byHost = new HashMap<>();
        for (Simulator.Tried one : run.tried()) {
            if (one.closed().findings > 0 || !Simulator.withheld(one).isEmpty()) {
                one.on().hosts().forEach(host -> byHost.put(host.id(), one));
            }
        }
        List<Row> rows = new ArrayList<>(byHost.size());
        for (FleetHost host : order) {
            Simulator.Tried tried = byHost.get(host.id());
            if (tried != null) {
                rows.add(new Row(host, tried));
            }
        }
        return rows;
    }

    /** Chooses remedies for the advisories. */
    PlanAnswer plan(Question question) {
        CatalogRulings catalog = rulings.current();
        Asked asked = new Asked(question, catalog.revision(), rulings.version());
        PlanAnswer known = planned.get(asked);
        if (known == null) {
            known = plan(question, catalog);
            planned.put(asked, known);
        }
        return known;
    }

    private PlanAnswer plan(Question question, CatalogRulings catalog) {
        List<FleetHost> hosts = scope.of(question.hosts(), question.group());
        Set<String> named = catalog.resolve(question.advisories());
        Relevance relevance = Relevance.of(rulings.snapshot(), List.of(), named);
        List<FleetCases.Case> all = cases.of(hosts, relevance);
        Chooser chooser = new Chooser(catalog, catalog.numbers(named));
        List<Map.Entry<FleetCases.Case, Chooser.Choice>> choices = all.parallelStream()
                .map(one -> Map.entry(
                        one,
                        chooser.choose(
                                one.software(),
                                one.anyHost().locks(),
                                one.anyHost().rolledBack())))
                .toList();
        Map<Chooser.Choice, List<FleetHost>> plans = new LinkedHashMap<>();
        choices.forEach(choice -> plans.computeIfAbsent(choice.getValue(), key -> new ArrayList<>())
                .addAll(choice.getKey().hosts()));
        List<FleetHost> idle = plans.remove(Chooser.Choice.NOTHING);
        List<Plan> sorted = plans.entrySet().stream()
                .map(plan -> new Plan(plan.getKey(), plan.getValue()))
                .sorted(Comparator.comparingInt((Plan plan) -> -plan.hosts().size())
                        .thenComparing(plan -> plan.choice().toString()))
                .toList();
        return new PlanAnswer(
                catalog, sorted, hosts.size(), withoutInventory(hosts), idle == null ? 0 : idle.size(), all.size());
    }

    /** Made anew when the catalog changed: it has as many packages as the repositories. */
    private synchronized Known known(CatalogSnapshot snapshot) {
        Known now = known;
        if (now == null || !now.isOf(snapshot)) {
            now = new Known(snapshot);
            known = now;
        }
        return now;
    }

    private static int withoutInventory(List<FleetHost> hosts) {
        return (int) hosts.stream().filter(host -> host.setId() == null).count();
    }

    private static <A> Map<Asked, A> kept() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Asked, A> eldest) {
                return size() > KEPT;
            }
        });
    }
}
