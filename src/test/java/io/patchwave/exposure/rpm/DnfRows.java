package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is behind the findings, in the form of dnf's list: every advisory with every build that is newer than a looked-at package. */
public final class DnfRows {
    private final RpmCatalog compiled;

    private DnfRows(RpmCatalog compiled) {
        this.compiled = compiled;
    }

    /** Over that catalog. */
    public static DnfRows over(CatalogSnapshot catalog) {
        return new DnfRows(RpmCatalog.of(catalog));
    }

    static DnfRows over(RpmCatalog compiled) {
        return new DnfRows(compiled);
    }

    /** {@code ID NAME-EPOCH:VERSION-RELEASE.ARCH}, sorted. */
    public Set<String> of(LinuxSoftware host) {
        Set<String> rows = new TreeSet<>();
        compiled.walk(host, new Walk.Listener() {
            @Override
            public void lane(Lane lane, int from, int to, @Nullable Weight weight, Place newest) {
                for (int i = from; i < to && (weight == null || weight.isOpen()); i++) {
                    add(lane.fixes()[i], newest.table());
                }
            }

            @Override
            public void odd(Table.Odd odd, Weight weight, @Nullable Fix fix, Place newest) {
                if (fix != null && weight.isOpen()) {
                    add(fix, newest.table());
                }
            }

            private void add(Fix fix, Table table) {
                rows.add(fix.advisory().id() + " " + table.name() + "-" + fix.evr() + "." + table.arch());
            }
        });
        return rows;
    }
}
