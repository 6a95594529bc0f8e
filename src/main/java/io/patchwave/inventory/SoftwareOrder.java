package io.patchwave.inventory;

import io.patchwave.inventory.LinuxSoftware.Deb;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.inventory.WindowsSoftware.FileVersion;
import io.patchwave.inventory.WindowsSoftware.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of lists in canonical software: equal content has one order, whatever the document's was. */
final class SoftwareOrder {
    private static final Comparator<@Nullable String> ABSENT_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());

    private static final Comparator<Rpm> RPMS_OF_ONE_NAME = Comparator.comparing(Rpm::sourceRpm, ABSENT_FIRST)
            .thenComparing(Rpm::modularity, ABSENT_FIRST)
            .thenComparing(Rpm::vendor, ABSENT_FIRST);
    private static final Comparator<Deb> DEBS_OF_ONE_NAME = Comparator.comparing(Deb::version)
            .thenComparing(Deb::arch, ABSENT_FIRST)
            .thenComparing(Deb::source)
            .thenComparing(Deb::sourceVersion)
            .thenComparing(Deb::status, ABSENT_FIRST);
    private static final Comparator<Program> PROGRAMS_OF_ONE_NAME = Comparator.comparing(Program::version, ABSENT_FIRST)
            .thenComparing(Program::publisher, ABSENT_FIRST)
            .thenComparing(Program::arch, ABSENT_FIRST);

    // The name decides nearly always, and thousands are compared for each document.
    static final Comparator<Rpm> RPMS = (one, other) -> {
        int order = one.nevra().compareTo(other.nevra());
        return order != 0 ? order : RPMS_OF_ONE_NAME.compare(one, other);
    };
    static final Comparator<Deb> DEBS = (one, other) -> {
        int order = one.name().compareTo(other.name());
        return order != 0 ? order : DEBS_OF_ONE_NAME.compare(one, other);
    };
    static final Comparator<Program> PROGRAMS = (one, other) -> {
        int order = one.name().compareTo(other.name());
        return order != 0 ? order : PROGRAMS_OF_ONE_NAME.compare(one, other);
    };
    static final Comparator<FileVersion> FILES =
            Comparator.comparing(FileVersion::path).thenComparing(FileVersion::version);

    private SoftwareOrder() {}

    /** Sorted and without doubles, which the order calls equal; the list itself where it is that already. */
    static <T> List<T> of(List<T> list, Comparator<? super T> order) {
        for (int i = 1; i < list.size(); i++) {
            if (order.compare(list.get(i - 1), list.get(i)) >= 0) {
                return sorted(list, order);
            }
        }
        return list;
    }

    private static <T> List<T> sorted(List<T> list, Comparator<? super T> order) {
        List<T> all = new ArrayList<>(list);
        all.sort(order);
        List<T> distinct = new ArrayList<>(all.size());
        T last = null;
        for (T item : all) {
            if (last == null || order.compare(last, item) != 0) {
                distinct.add(item);
            }
            last = item;
        }
        return List.copyOf(distinct);
    }
}
