package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Ruler;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.NumberedList;
import io.patchwave.inventory.Software;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What changed from one catalog to the next: advisories, and everything that one of them fixes or fixed. */
final class RpmDifference implements Ruler.Difference {
    private static final byte YES = 1;
    private static final byte NO = 2;

    /** A package of a name for which something changed. */
    static final int NAMED = 1;
    /** A package of the families in {@link Spelled#KERNEL_FAMILIES}. */
    static final int OF_KERNEL = 2;

    private static final byte KNOWN = 4;

    private final RpmCatalog before;
    private final RpmCatalog after;
    private final Renewal renewal;
    private final BitSet groups = new BitSet();
    private final List<String> names;
    private final Map<Transition, Boolean> transitions = new ConcurrentHashMap<>();
    /** By number of a table. Written without locks: what is lost is found out again. */
    private volatile byte[] concerned = new byte[8192];
    /** By number of a plain name, {@link #NAMED} and {@link #OF_KERNEL} once {@link #KNOWN}. Written without locks too. */
    private volatile byte[] kinds = new byte[8192];

    private final Names plainNames;

    private record Transition(Plan from, Plan to) {}

    RpmDifference(RpmCatalog before, RpmCatalog after, Renewal renewal) {
        this.before = before;
        this.after = after;
        this.renewal = renewal;
        this.names = renewal.names().stream().map(Spelled::beginning).sorted().toList();
        this.plainNames = after.plans().names();
        for (String id : renewal.ids()) {
            Advisory advisory = renewal.after().numbered().get(id);
            if (advisory != null) {
                groups.set(advisory.number());
            }
        }
    }

    /** Numbers of the changed advisories. */
    BitSet groups() {
        return groups;
    }

    @Override
    public List<String> keys() {
        return List.copyOf(renewal.ids());
    }

    @Override
    public boolean holdsFor(Software software) {
        LinuxSoftware host = (LinuxSoftware) software;
        Plan from = before.plans().of(host).plan();
        Plan to = after.plans().of(host).plan();
        return transitions.computeIfAbsent(
                new Transition(from, to),
                step -> to.sources()
                        .follow(
                                from.sources(),
                                after.plans().sources(),
                                before.plans().sources()));
    }

    @Override
    public boolean touches(Software software) {
        LinuxSoftware host = (LinuxSoftware) software;
        List<LinuxSoftware.Rpm> packages = host.packages();
        Plan plan = after.plans().of(host).plan();
        return packages instanceof NumberedList<LinuxSoftware.Rpm> numbered
                ? touches(numbered, plan)
                : touches(packages, plan);
    }

    private boolean touches(NumberedList<LinuxSoftware.Rpm> packages, Plan plan) {
        for (int i = 0; i < packages.size(); i++) {
            if ((kind(packages, i) & NAMED) != 0
                    && concerns(plan.place(packages, i).table())) {
                return true;
            }
        }
        return false;
    }

    private boolean touches(List<LinuxSoftware.Rpm> packages, Plan plan) {
        for (String name : names) {
            for (int i = Spelled.first(packages, name); Spelled.isOf(packages, i, name); i++) {
                if (concerns(plan.place(packages, i).table())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What a package of the list is to this difference; looked at once for each name. */
    int kind(NumberedList<LinuxSoftware.Rpm> packages, int index) {
        int number = plainNames.plain(packages, index);
        byte[] known = kinds;
        if (number < known.length && known[number] != 0) {
            return known[number];
        }
        String name = plainNames.text(number);
        int kind = KNOWN;
        kind |= renewal.names().contains(name) ? NAMED : 0;
        kind |= Spelled.isOfKernel(name) ? OF_KERNEL : 0;
        if (number >= known.length) {
            known = grown(number);
        }
        known[number] = (byte) kind;
        return kind;
    }

    private synchronized byte[] grown(int number) {
        if (number >= kinds.length) {
            kinds = Arrays.copyOf(kinds, number * 2);
        }
        return kinds;
    }

    @Override
    public void rule(Software software, Ruler.Rulings into) {
        LinuxSoftware host = (LinuxSoftware) software;
        after.rule(host, after.plans().of(host).plan(), this, into);
    }

    /** {@link Spelled#beginning} of each name for which something changed. */
    List<String> names() {
        return names;
    }

    /** Whether something changed for that name and architecture. */
    boolean concerns(Table table) {
        byte[] known = concerned;
        int number = table.number();
        if (number >= known.length) {
            concerned = new byte[number * 2];
            return table.isOf(renewal.keys());
        }
        if (known[number] == 0) {
            known[number] = table.isOf(renewal.keys()) ? YES : NO;
        }
        return known[number] == YES;
    }
}
