package io.patchwave.exposure.deb;

import io.patchwave.exposure.Ruler;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What changed from one catalog to the next: advisories, and every source that one of them fixes or fixed. */
final class DebDifference implements Ruler.Difference {
    private final DebCatalog after;
    private final Set<String> ids;
    private final Set<String> sources;
    private final BitSet groups = new BitSet();

    DebDifference(DebCatalog after, DebCompilation older, DebCompilation newer, Set<String> ids) {
        this.after = after;
        this.ids = ids;
        this.sources = new HashSet<>(older.sourcesOf(ids));
        sources.addAll(newer.sourcesOf(ids));
        for (String id : ids) {
            Integer number = newer.numbers().get(id);
            if (number != null) {
                groups.set(number);
            }
        }
    }

    /** Numbers of the changed advisories. */
    BitSet groups() {
        return groups;
    }

    boolean concerns(DebPlace place) {
        Binary binary = place.binary();
        return binary != null && sources.contains(binary.source());
    }

    @Override
    public List<String> keys() {
        return ids.stream().sorted().toList();
    }

    @Override
    public boolean touches(Software software) {
        LinuxSoftware host = (LinuxSoftware) software;
        DebPlan plan = after.plan(host);
        List<LinuxSoftware.Deb> debs = host.debs();
        for (int i = 0; i < debs.size(); i++) {
            if (concerns(plan.place(debs, i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void rule(Software software, Ruler.Rulings into) {
        LinuxSoftware host = (LinuxSoftware) software;
        after.rule(host, after.plan(host), this, into);
    }
}
