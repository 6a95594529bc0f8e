package io.patchwave.exposure.deb;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.linux.Tally;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The dpkg part of a catalog. */
final class DebCatalog implements Evaluator.Compiled {
    private static final @Nullable Grounds[] GROUNDS = Tally.grounds("deb");
    private static final int MOST_PLANS = 200;

    private final DebCompilation compilation;
    private final Map<DebRules.Address, DebPlan> plans = new ConcurrentHashMap<>();
    private final @Nullable Step step;
    /** By which the next one knows that it came out of this one. */
    private final Object mark = new Object();
    /** The newest state of a catalog that says all this and nothing else. */
    private volatile DebFeed feed;

    /** Which advisories differ from the one before, told by its mark. */
    private record Step(Object from, Set<String> ids) {}

    private DebCatalog(DebCompilation compilation, DebFeed feed, @Nullable Step step) {
        this.compilation = compilation;
        this.feed = feed;
        this.step = step;
    }

    static DebCatalog of(CatalogSnapshot catalog) {
        DebFeed feed = DebFeed.of(catalog);
        return new DebCatalog(DebCompilation.of(feed), feed, null);
    }

    /** The newer catalog; this one itself where nothing of it has changed. */
    DebCatalog renewed(CatalogSnapshot catalog) {
        DebFeed newer = DebFeed.of(catalog);
        Set<String> ids = feed.differing(newer);
        boolean same = feed.offersTheSameAs(newer);
        if (same && ids.isEmpty()) {
            feed = newer;
            return this;
        }
        DebCompilation next = DebCompilation.of(newer);
        boolean follows =
                same && next.fixes().keySet().equals(compilation.fixes().keySet());
        return new DebCatalog(next, newer, follows ? new Step(mark, ids) : null);
    }

    @Override
    public Evaluation evaluate(Software software) {
        LinuxSoftware host = (LinuxSoftware) software;
        DebPlan plan = plan(host);
        DebSum sum = new DebSum(plan);
        plan.walk(host, sum);
        Evaluation.Whole whole = plan.whole();
        return new Evaluation(whole.product(), sum.judgements(), whole.hostUnknowns(), whole.probes());
    }

    @Override
    public List<GroupName> groups() {
        return compilation.groups();
    }

    @Override
    public Evaluation.Whole rule(Software software, Rulings into) {
        LinuxSoftware host = (LinuxSoftware) software;
        DebPlan plan = plan(host);
        rule(host, plan, null, into);
        return plan.whole();
    }

    void rule(LinuxSoftware host, DebPlan plan, @Nullable DebDifference only, Rulings into) {
        Tally tally = Tally.ofThread(compilation.groups().size());
        plan.walk(host, (place, role) -> {
            if (only == null || only.concerns(place)) {
                for (int code : place.as(role)) {
                    tally.add(code);
                }
            }
        });
        tally.emit(GROUNDS, only == null ? null : only.groups(), into);
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public @Nullable Difference since(Ruler earlier) {
        if (earlier == this) {
            return new DebDifference(this, compilation, compilation, Set.of());
        }
        Step came = step;
        boolean follows = earlier instanceof DebCatalog before && came != null && came.from == before.mark;
        return follows && came != null
                ? new DebDifference(this, ((DebCatalog) earlier).compilation, compilation, came.ids)
                : null;
    }

    DebPlan plan(LinuxSoftware host) {
        DebRules.Address address = DebRules.Address.of(host);
        DebPlan known = plans.get(address);
        if (known == null) {
            if (plans.size() > MOST_PLANS) {
                plans.clear();
            }
            DebRules rules = new DebRules(
                    DebOffers.of(host, compilation.archives()), host.subscriptions(), address.livepatched());
            known = plans.computeIfAbsent(
                    address,
                    fresh ->
                            new DebPlan(fresh, rules, compilation.fixes().get(fresh.release()), compilation.numbers()));
        }
        return known;
    }
}
