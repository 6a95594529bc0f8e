package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.linux.Tally;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rpm part of a catalog, by the names of packages. */
final class RpmCatalog implements Evaluator.Compiled {
    private static final int MOST_FOCUSES = 64;
    private static final @Nullable Grounds[] GROUNDS = Tally.grounds("rpm");

    private final Compilation compilation;
    private final Plans plans;
    private final @Nullable Step step;
    /** The newest state of a catalog that says all this and nothing else. */
    private volatile Feed feed;

    private final Map<Set<String>, RpmDifference> focuses = new ConcurrentHashMap<>();

    /** By which the next one knows that it came out of this one. */
    private final Object mark = new Object();

    /** How it came out of the one before, told by its mark. */
    private record Step(Object from, Renewal renewal) {}

    private RpmCatalog(Compilation compilation, Plans plans, @Nullable Step step, Feed feed) {
        this.compilation = compilation;
        this.plans = plans;
        this.step = step;
        this.feed = feed;
    }

    static RpmCatalog of(CatalogSnapshot catalog) {
        Compilation compilation = Compilation.of(catalog);
        return new RpmCatalog(compilation, new Plans(compilation.sources()), null, Feed.of(catalog));
    }

    /** The newer catalog; this one itself where nothing of it has changed. */
    RpmCatalog renewed(CatalogSnapshot catalog) {
        Feed newer = Feed.of(catalog);
        if (feed.saysTheSameAs(newer)) {
            feed = newer;
            return this;
        }
        Renewal renewal = Renewal.of(compilation, feed, newer);
        if (renewal == null) {
            return of(catalog);
        }
        Compilation after = renewal.after();
        Plans renewed = plans.renewed(after.sources(), renewal.keys());
        return new RpmCatalog(after, renewed, new Step(mark, renewal), newer);
    }

    @Override
    public Evaluation evaluate(Software software) {
        LinuxSoftware host = (LinuxSoftware) software;
        Plans.Audience audience = plans.of(host);
        Sum sum = new Sum(audience.plan(), host);
        boolean livepatched = walk(host, audience.plan(), sum);
        Evaluation.Whole whole = audience.whole();
        return new Evaluation(
                whole.product(),
                sum.judgements(livepatched),
                whole.hostUnknowns(),
                whole.probes(),
                new Hints(host, audience.plan()).all());
    }

    @Override
    public Evaluation evaluate(Software software, Set<String> groups) {
        LinuxSoftware host = (LinuxSoftware) software;
        Plans.Audience audience = plans.of(host);
        RpmDifference only = focused(Set.copyOf(groups));
        Sum sum = new Sum(audience.plan(), host);
        boolean livepatched = Roll.of(host, audience.plan(), only, new Walk(host, audience.plan(), sum, true));
        Evaluation.Whole whole = audience.whole();
        List<Judgement> judgements = sum.judgements(livepatched).stream()
                .filter(judgement -> groups.contains(judgement.group()))
                .toList();
        return new Evaluation(whole.product(), judgements, whole.hostUnknowns(), whole.probes());
    }

    private RpmDifference focused(Set<String> groups) {
        if (focuses.size() > MOST_FOCUSES) {
            focuses.clear();
        }
        return focuses.computeIfAbsent(groups, ids -> new RpmDifference(this, this, Focus.on(compilation, ids)));
    }

    @Override
    public List<GroupName> groups() {
        return compilation.groups();
    }

    @Override
    public Evaluation.Whole rule(Software software, Rulings into) {
        LinuxSoftware host = (LinuxSoftware) software;
        Plans.Audience audience = plans.of(host);
        rule(host, audience.plan(), null, into);
        return audience.whole();
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public @Nullable Difference since(Ruler earlier) {
        if (earlier == this) {
            return new RpmDifference(this, this, new Renewal(compilation, Set.of(), Set.of(), Set.of()));
        }
        Step came = step;
        boolean follows = earlier instanceof RpmCatalog before && came != null && came.from == before.mark;
        return follows && came != null ? new RpmDifference((RpmCatalog) earlier, this, came.renewal) : null;
    }

    /** Tells the listener what every looked-at package and fix says; true where a livepatch is loaded. */
    boolean walk(LinuxSoftware host, Walk.Listener listener) {
        return walk(host, plans.of(host).plan(), listener);
    }

    Plans plans() {
        return plans;
    }

    void rule(LinuxSoftware host, Plan plan, @Nullable RpmDifference only, Rulings into) {
        Tally tally = Tally.ofThread(compilation.groups().size());
        Walk walk = new Walk(host, plan, new Tallied(tally), false);
        if (Roll.of(host, plan, only, walk)) {
            tally.livepatched(compilation.kernel());
        }
        tally.emit(GROUNDS, only == null ? null : only.groups(), into);
    }

    private static boolean walk(LinuxSoftware host, Plan plan, Walk.Listener listener) {
        return Roll.of(host, plan, null, new Walk(host, plan, listener, true));
    }
}
