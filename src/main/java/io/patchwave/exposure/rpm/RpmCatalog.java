package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Evaluator;
import io.patchwave.exposure.Grounds;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.linux.Release;
import io.patchwave.exposure.linux.Tally;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rpm part of a catalog, by the names of packages. */
final class RpmCatalog implements Evaluator.Compiled, Ruler {
    private static final @Nullable Grounds[] GROUNDS = Tally.grounds("rpm");

    private final List<Source> errata;
    private final List<GroupName> groups;
    private final BitSet kernel = new BitSet();
    private final Plans plans;

    private RpmCatalog(List<Source> errata, Map<Release, List<Source>> osv, Map<String, Advisory> numbered) {
        this.errata = errata;
        this.plans = new Plans(errata, osv);
        this.groups = numbered.values().stream()
                .sorted(Comparator.comparing(Advisory::number))
                .map(each -> new GroupName(each.id(), List.of(each.id())))
                .toList();
        numbered.values().stream().filter(Advisory::kernel).forEach(each -> kernel.set(each.number()));
    }

    static RpmCatalog of(CatalogSnapshot catalog) {
        Map<String, Advisory> numbered = Advisory.number(catalog.errata(), catalog.osv());
        List<Source> errata = new ErrataCompiler(catalog.mirrors(), numbered).compile(catalog.errata());
        Map<Release, List<Source>> osv = new HashMap<>();
        for (Source source : OsvCompiler.compile(catalog.osv(), numbered, errata.size())) {
            osv.computeIfAbsent(Objects.requireNonNull(source.release()), release -> new ArrayList<>())
                    .add(source);
        }
        return new RpmCatalog(errata, osv, numbered);
    }

    Plan plan(LinuxSoftware host) {
        return plans.of(host).plan();
    }

    List<Source> errata() {
        return errata;
    }

    @Override
    public Evaluation evaluate(Software software) {
        LinuxSoftware host = (LinuxSoftware) software;
        Plans.Audience audience = plans.of(host);
        Sum sum = new Sum(audience.plan());
        boolean livepatched = walk(host, audience.plan(), sum, true);
        Evaluation.Whole whole = audience.whole();
        return new Evaluation(whole.product(), sum.judgements(livepatched), whole.hostUnknowns(), whole.probes());
    }

    @Override
    public List<GroupName> groups() {
        return groups;
    }

    @Override
    public Evaluation.Whole rule(Software software, Rulings into) {
        LinuxSoftware host = (LinuxSoftware) software;
        Plans.Audience audience = plans.of(host);
        Tally tally = Tally.ofThread(groups.size());
        if (walk(host, audience.plan(), new Tallied(tally), false)) {
            tally.livepatched(kernel);
        }
        tally.emit(GROUNDS, null, into);
        return audience.whole();
    }

    /** Tells the listener what every looked-at package and fix says; true where a livepatch is loaded. */
    boolean walk(LinuxSoftware host, Walk.Listener listener) {
        return walk(host, plans.of(host).plan(), listener, true);
    }

    private static boolean walk(LinuxSoftware host, Plan plan, Walk.Listener listener, boolean detailed) {
        return Roll.of(host, plan, null, new Walk(host, plan, listener, detailed));
    }
}
