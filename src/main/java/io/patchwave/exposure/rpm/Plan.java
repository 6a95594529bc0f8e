package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Memo;
import io.patchwave.exposure.linux.Tally;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All that some sources together say, by name and architecture, laid out when it is first asked for: hosts with the same sources
 * share it. Remembers where each package stands, and which modules are active.
 */
final class Plan {
    private static final int MOST_MODULE_STATES = 500;

    private final HostSources sources;
    private final List<Offers> offers;
    private final Map<String, Table> tables = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Memo<LinuxSoftware.Rpm, Place> places = new Memo<>();
    private final Map<ModuleState.Stated, ModuleState> modules = new ConcurrentHashMap<>();

    Plan(HostSources sources) {
        this.sources = sources;
        this.offers = sources.offers();
    }

    HostSources sources() {
        return sources;
    }

    /** Where an installed package stands. */
    Place place(LinuxSoftware.Rpm rpm) {
        Place known = places.get(rpm);
        if (known != null) {
            return known;
        }
        Nevra nevra = Nevra.parse(rpm.nevra());
        Table table =
                nevra == null || nevra.name().equals("gpg-pubkey") ? Table.NONE : table(nevra.name(), nevra.arch());
        Place place = Place.of(rpm, nevra, table, this::weight);
        places.put(place);
        return place;
    }

    ModuleState modules(LinuxSoftware host) {
        ModuleState.Stated stated = ModuleState.Stated.by(host);
        ModuleState known = modules.get(stated);
        if (known == null) {
            if (modules.size() > MOST_MODULE_STATES) {
                modules.clear();
            }
            known = new ModuleState(stated, sources.modules());
            modules.put(stated, known);
        }
        return known;
    }

    /** What to install for a fix; where no package list is known the fix is taken to be there. Null: nothing can be had. */
    @Nullable String remedy(Fix fix, Table table) {
        Evr closing = closing(fix, table.name() + "." + table.arch());
        return closing == null ? null : table.name() + "-" + closing + "." + table.arch();
    }

    /** What an odd fix says that way, as far as these sources can offer something. */
    Weight weight(Weight said, @Nullable Fix fix, Table table) {
        boolean missing =
                said == Weight.EXPOSED && fix != null && closing(fix, table.name() + "." + table.arch()) == null;
        return missing ? Weight.NOT_IN_REPOSITORY : said;
    }

    private @Nullable Weight weight(Table.Odd odd, Builds builds, Table table) {
        @Nullable Weight[] heaviest = new Weight[1];
        odd.fix().weigh(builds, (said, fix) -> {
            Weight weight = weight(said, fix, table);
            heaviest[0] = heaviest[0] == null ? weight : weight.heavier(heaviest[0]);
        });
        return heaviest[0];
    }

    private @Nullable Evr closing(Fix fix, String key) {
        return fix.offered() || offers.isEmpty() ? fix.build() : Offers.closing(offers, key, fix);
    }

    private Table table(String name, String arch) {
        String key = name + "." + arch;
        Table known = tables.get(key);
        return known != null ? known : tables.computeIfAbsent(key, missing -> build(name, arch, missing));
    }

    private Table build(String name, String arch, String key) {
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
        lanes.addAll(Lane.of(fixes, false, fix -> code(fix, key, false)));
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
            lanes.addAll(Lane.of(ofRecords, doubtful, fix -> code(fix, key, true)));
        }
        return new Table(
                numbers.getAndIncrement(),
                name,
                arch,
                RunningKernel.isKernel(name),
                List.copyOf(lanes),
                List.copyOf(odds));
    }

    private int code(Fix fix, String key, boolean osv) {
        Weight weight = closing(fix, key) == null ? Weight.NOT_IN_REPOSITORY : Weight.EXPOSED;
        return Tally.code(fix.advisory().number(), weight, osv);
    }
}
