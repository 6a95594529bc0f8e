package io.patchwave.inventory;

import io.patchwave.inventory.LinuxSoftware.Deb;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.inventory.WindowsSoftware.FileVersion;
import io.patchwave.inventory.WindowsSoftware.Program;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order of lists in canonical software: equal content has one order, whatever the document's was. */
final class SoftwareOrder {
    private static final Comparator<@Nullable String> ABSENT_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    static final Comparator<Rpm> RPMS = Comparator.comparing(Rpm::nevra)
            .thenComparing(Rpm::sourceRpm, ABSENT_FIRST)
            .thenComparing(Rpm::modularity, ABSENT_FIRST)
            .thenComparing(Rpm::vendor, ABSENT_FIRST);
    static final Comparator<Deb> DEBS = Comparator.comparing(Deb::name)
            .thenComparing(Deb::version)
            .thenComparing(Deb::arch, ABSENT_FIRST)
            .thenComparing(Deb::source)
            .thenComparing(Deb::sourceVersion)
            .thenComparing(Deb::status, ABSENT_FIRST);
    static final Comparator<Program> PROGRAMS = Comparator.comparing(Program::name)
            .thenComparing(Program::version, ABSENT_FIRST)
            .thenComparing(Program::publisher, ABSENT_FIRST)
            .thenComparing(Program::arch, ABSENT_FIRST);
    static final Comparator<FileVersion> FILES =
            Comparator.comparing(FileVersion::path).thenComparing(FileVersion::version);

    private SoftwareOrder() {}

    /** Sorted and without doubles; the list itself where it is that already. */
    static <T> List<T> of(List<T> list, Comparator<? super T> order) {
        for (int i = 1; i < list.size(); i++) {
            if (order.compare(list.get(i - 1), list.get(i)) >= 0) {
                Set<T> distinct = new HashSet<>(list);
                return distinct.stream().sorted(order).toList();
            }
        }
        return list;
    }
}
