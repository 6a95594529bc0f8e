package io.patchwave.exposure.rpm;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a host's sources say of one name and architecture.
 *
 * @param number its own among all names and architectures
 * @param odds fixes that fit into no lane
 * @param shown which builds are to be had, where that depends on a host's modules; else null
 */
record Table(
        int number,
        String name,
        String arch,
        boolean kernel,
        List<Lane> lanes,
        List<Odd> odds,
        @Nullable Shown shown) {
    /** Of what is no package to be judged. */
    static final Table NONE = new Table(0, "", "", false, List.of(), List.of(), null);

    /** One of them, with its source's properties. */
    record Odd(Fix.Odd fix, boolean osv, boolean doubtful) {}

    /** Whether it is of one of them, as {@code name.arch} or {@code name}. */
    boolean isOf(Set<String> names) {
        return names.contains(name) || names.contains(name + "." + arch);
    }

    /** Whether all that is said of a single package depends on its build only. */
    boolean isPlain() {
        return shown == null
                && odds.isEmpty()
                && lanes.size() == 1
                && lanes.get(0).condition() == null
                && !lanes.get(0).doubtful();
    }

    boolean isEmpty() {
        return lanes.isEmpty() && odds.isEmpty();
    }
}
