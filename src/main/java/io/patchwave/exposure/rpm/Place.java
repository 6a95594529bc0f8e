package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Nevra;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an installed package stands among the fixes of its name and architecture.
 *
 * @param number the table's
 * @param idle whether neither is anything said of it, nor is it a kernel's or a livepatch's
 * @param empty whether nothing is said of it
 * @param kernel whether it is a kernel's
 * @param first index of the first fix of the first lane that is newer
 * @param others the same for the other lanes
 * @param told what is said of it where it is the only one of its name, in pairs of code and length (see {@link Lane#told}); null
 *     where that depends on the host
 * @param odd per odd fix what it says of the package where it is the only one of its name; null: nothing
 * @param livepatch whether it carries one
 */
record Place(
        LinuxSoftware.Rpm rpm,
        Table table,
        int number,
        boolean idle,
        boolean empty,
        boolean kernel,
        int first,
        int[] others,
        int @Nullable [] told,
        @Nullable Weight[] odd,
        boolean livepatch) {
    private static final int[] NO_OTHERS = {};
    private static final @Nullable Weight[] NOTHING_ODD = {};

    static Place of(LinuxSoftware.Rpm rpm, @Nullable Nevra nevra, Table table, OddWeights weights) {
        boolean livepatch = isLivepatch(rpm.nevra());
        if (nevra == null || table.isEmpty()) {
            boolean idle = !livepatch && !table.kernel();
            return new Place(
                    rpm,
                    table,
                    table.number(),
                    idle,
                    table.isEmpty(),
                    table.kernel(),
                    0,
                    NO_OTHERS,
                    null,
                    NOTHING_ODD,
                    livepatch);
        }
        List<Lane> lanes = table.lanes();
        int first = lanes.isEmpty() ? 0 : lanes.get(0).firstNewerThan(nevra.evr());
        int[] others = lanes.size() < 2 ? NO_OTHERS : new int[lanes.size() - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = lanes.get(i + 1).firstNewerThan(nevra.evr());
        }
        @Nullable Weight[] odd =
                table.odds().isEmpty() ? NOTHING_ODD : new Weight[table.odds().size()];
        Builds single = new Builds(nevra.evr(), null, null);
        for (int i = 0; i < odd.length; i++) {
            odd[i] = weights.of(table.odds().get(i), single, table);
        }
        int[] told = table.isPlain() ? lanes.get(0).told(first) : null;
        return new Place(rpm, table, table.number(), false, false, table.kernel(), first, others, told, odd, livepatch);
    }

    /** {@code kernel-livepatch-6.1.79-99.164-1.0-0…} is one, {@code kernel-livepatch-repo-cdn-…} names Amazon's repository of them. */
    static boolean isLivepatch(String nevra) {
        return follows(nevra, "kernel-livepatch-") || follows(nevra, "kpatch-patch-");
    }

    private static boolean follows(String nevra, String start) {
        return nevra.startsWith(start) && Character.isDigit(nevra.charAt(start.length()));
    }

    /** Sums up what an odd fix says. */
    @FunctionalInterface
    interface OddWeights {
        @Nullable Weight of(Table.Odd odd, Builds builds, Table table);
    }

    /** Index of the first fix of a lane that is newer. */
    int firstNewer(int lane) {
        return lane == 0 ? first : others[lane - 1];
    }

    /** Only of a package that has a table. */
    Nevra nevra() {
        return Objects.requireNonNull(Nevra.parse(rpm.nevra()));
    }
}
