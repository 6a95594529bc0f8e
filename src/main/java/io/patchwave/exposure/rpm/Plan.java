package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Memo;
import io.patchwave.exposure.linux.Tally;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All that some sources together say, by name and architecture, laid out when it is first asked for: hosts with the same sources
 * share it. Remembers where each package stands, and which modules are active.
 */
final class Plan {
    private static final int MOST_MODULE_STATES = 500;

    private final HostSources sources;
    private final Stock stock;
    private final Names names;
    private final Memo<LinuxSoftware.Rpm, Place> places;
    private final Modularity modularity;
    private final Map<ModuleState.Stated, ModuleState> modules;
    /** By number. Filled under the lock, read without: what is not seen yet is asked for under the lock. */
    private volatile @Nullable Table[] tables;

    Plan(HostSources sources, Names names) {
        this(
                sources,
                names,
                Modularity.of(sources.modules()),
                new Memo<>(),
                new ConcurrentHashMap<>(),
                new Table[1024]);
        tables[0] = Table.NONE;
    }

    private Plan(
            HostSources sources,
            Names names,
            Modularity modularity,
            Memo<LinuxSoftware.Rpm, Place> places,
            Map<ModuleState.Stated, ModuleState> modules,
            @Nullable Table[] tables) {
        this.sources = sources;
        this.stock = new Stock(sources.offers(), modularity);
        this.names = names;
        this.modularity = modularity;
        this.places = places;
        this.modules = modules;
        this.tables = tables;
    }

    /**
     * For a newer state of the sources: takes over all that does not concern the touched names.
     * Only where they {@link HostSources#follow} its own.
     */
    Plan renewed(HostSources newer, Set<String> touched) {
        @Nullable Table[] kept = tables.clone();
        for (int i = 1; i < kept.length; i++) {
            Table table = kept[i];
            if (table != null && table.isOf(touched)) {
                kept[i] = null;
            }
        }
        return new Plan(newer, names, modularity, places, modules, kept);
    }

    HostSources sources() {
        return sources;
    }

    /** Where a package of a list stands. */
    Place place(List<LinuxSoftware.Rpm> packages, int index) {
        return places.get(packages, index, this::isCurrent, this::placed);
    }

    /** Where each of a list stands. */
    void places(List<LinuxSoftware.Rpm> packages, @Nullable Place[] into) {
        places.get(packages, into, this::isCurrent, this::placed);
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isCurrent(Place place) {
        return place.table() == at(place.number());
    }

    private Place placed(LinuxSoftware.Rpm rpm) {
        Nevra nevra = Nevra.parse(rpm.nevra());
        Table table = nevra == null || nevra.name().equals("gpg-pubkey") ? Table.NONE : table(nevra);
        return Place.of(rpm, nevra, table, this::weight);
    }

    ModuleState modules(LinuxSoftware host) {
        ModuleState.Stated stated = ModuleState.Stated.by(host);
        ModuleState known = modules.get(stated);
        if (known == null) {
            if (modules.size() > MOST_MODULE_STATES) {
                modules.clear();
            }
            known = new ModuleState(stated, modularity);
            modules.put(stated, known);
        }
        return known;
    }

    /** What a host should install for a fix; where no package list is known the fix is taken to be there. Null: nothing. */
    @Nullable String remedy(Fix fix, Table table, LinuxSoftware on) {
        Evr closing = closing(fix, table, on);
        return closing == null ? null : table.name() + "-" + closing + "." + table.arch();
    }

    /**
     * What a fix says that way, as far as these sources can offer something.
     *
     * @param on the host, where builds to be had depend on its modules
     */
    Weight weight(Weight said, @Nullable Fix fix, Table table, @Nullable LinuxSoftware on) {
        boolean missing = said == Weight.EXPOSED && fix != null && closing(fix, table, on) == null;
        return missing ? Weight.NOT_IN_REPOSITORY : said;
    }

    private @Nullable Evr closing(Fix fix, Table table, @Nullable LinuxSoftware on) {
        Shown shown = table.shown();
        if (shown == null || on == null) {
            return stock.closing(fix, table.name() + "." + table.arch());
        }
        Evr newest = shown.newest(modules(on));
        return newest == null || newest.isOlderThan(fix.evr()) ? null : newest;
    }

    private @Nullable Weight weight(Table.Odd odd, Builds builds, Table table) {
        @Nullable Weight[] heaviest = new Weight[1];
        odd.fix().weigh(builds, (said, fix) -> {
            Weight weight = weight(said, fix, table, null);
            heaviest[0] = heaviest[0] == null ? weight : weight.heavier(heaviest[0]);
        });
        return heaviest[0];
    }

    private @Nullable Table at(int number) {
        @Nullable Table[] known = tables;
        return number < known.length ? known[number] : null;
    }

    private Table table(Nevra nevra) {
        String key = nevra.name() + "." + nevra.arch();
        int number = names.number(key);
        Table known = at(number);
        return known != null ? known : built(number, nevra.name(), nevra.arch(), key);
    }

    private synchronized Table built(int number, String name, String arch, String key) {
        Table known = at(number);
        if (known == null) {
            known = build(number, name, arch, key);
            if (number >= tables.length) {
                tables = Arrays.copyOf(tables, number * 2);
            }
            tables[number] = known;
        }
        return known;
    }

    private Table build(int number, String name, String arch, String key) {
        List<Lane> lanes = new ArrayList<>(1);
        List<Table.Odd> odds = new ArrayList<>(0);
        List<Fix> fixes = new ArrayList<>();
        for (Source source : sources.errata()) {
            Fix.Of found = source.index().under(key);
            if (found != null) {
                fixes.addAll(List.of(found.sorted()));
                found.odd().forEach(each -> odds.add(new Table.Odd(each, false, false)));
            }
        }
        lanes.addAll(Lane.of(fixes, false, false, fix -> code(fix, key, false)));
        for (HostSources.Osv records : sources.osv()) {
            boolean doubtful = records.isDoubtful();
            List<Fix> ofRecords = new ArrayList<>();
            for (String under : List.of(name, key)) {
                Fix.Of found = records.source().index().under(under);
                if (found != null) {
                    for (Fix fix : found.sorted()) {
                        if (!sources.isErratum(fix.advisory())) {
                            ofRecords.add(fix);
                        }
                    }
                    found.odd().stream()
                            .filter(each -> !sources.isErratum(each.advisory()))
                            .forEach(each -> odds.add(new Table.Odd(each, true, doubtful)));
                }
            }
            lanes.addAll(Lane.of(ofRecords, true, doubtful, fix -> code(fix, key, true)));
        }
        return new Table(
                number,
                name,
                arch,
                RunningKernel.isKernel(name),
                List.copyOf(lanes),
                List.copyOf(odds),
                stock.shown(sources, name, arch));
    }

    private int code(Fix fix, String key, boolean osv) {
        Weight weight = stock.closing(fix, key) == null ? Weight.NOT_IN_REPOSITORY : Weight.EXPOSED;
        return Tally.code(fix.advisory().number(), weight, osv);
    }
}
