package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
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
            public void exposed(Advisory advisory, @Nullable Fix fix, Installed.Group group) {
                String build = fix == null ? "" : group.name() + "-" + fix.evr() + "." + group.arch();
                rows.add(advisory.id() + " " + build);
            }

            @Override
            public void pendingReboot(Advisory advisory, @Nullable Fix fix, Installed.Group group) {
                exposed(advisory, fix, group);
            }

            @Override
            public void unknown(Advisory advisory, String reason) {}

            @Override
            public void patched(Advisory advisory, Installed.Group group) {}
        });
        return rows;
    }
}
