package io.patchwave.exposure.rpm;

import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.NumberedList;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host's packages as far as something is said of them, sorted into those that are the only one of their name and architecture
 * and those of which several are installed. One thread's, used again for the next host; texts that are no NEVRA are left out.
 */
final class Roll {
    private static final ThreadLocal<Roll> OF_THREAD = ThreadLocal.withInitial(Roll::new);

    private @Nullable Place[] all = new Place[1024];
    private @Nullable Place[] firsts = new Place[1024];
    private int size;
    /** By number of a table: the last host's round in which a package of it was met, and where in {@link #firsts}. */
    private int[] round = new int[4096];

    private int[] metAt = new int[4096];
    private int rounds;
    /** Only that nobody may leave {@link #touch} out. */
    int touched;

    private boolean livepatched;
    private final List<Place> more = new ArrayList<>();
    private final List<Place> kernels = new ArrayList<>();

    private Roll() {}

    /** Takes them. */
    interface Visitor {
        void single(Place place);

        /**
         * Several of one name and architecture, of which only the looked-at ones decide (R1).
         *
         * @param running the oldest that belongs to the running kernel
         * @param perhapsRunning the oldest of a kernel package where it is not known which runs
         */
        void several(Place newest, @Nullable Place running, @Nullable Place perhapsRunning);
    }

    /**
     * Tells the visitor the host's packages.
     *
     * @param wanted whose tables count; of the others' packages nothing is told; null: all
     * @return whether a livepatch is loaded, or a package that carries one installed
     */
    static boolean of(LinuxSoftware host, Plan plan, @Nullable RpmDifference wanted, Visitor visitor) {
        Roll roll = OF_THREAD.get();
        List<LinuxSoftware.Rpm> packages = host.packages();
        try {
            roll.begin(packages.size());
            if (wanted == null) {
                roll.read(packages, plan);
            } else {
                roll.read(packages, plan, wanted);
            }
            roll.tell(host, visitor);
            return roll.livepatched || !host.livepatches().isEmpty();
        } finally {
            Arrays.fill(roll.firsts, 0, roll.size, null);
            roll.more.clear();
            roll.kernels.clear();
        }
    }

    private void begin(int packages) {
        size = 0;
        livepatched = false;
        if (++rounds == Integer.MAX_VALUE) {
            Arrays.fill(round, 0);
            rounds = 1;
        }
        if (firsts.length < packages) {
            firsts = new Place[packages * 2];
            all = new Place[packages * 2];
        }
    }

    private void read(List<LinuxSoftware.Rpm> packages, Plan plan) {
        @Nullable Place[] places = all;
        plan.places(packages, places);
        int end = packages.size();
        for (int i = 0; i < end; i++) {
            Place place = places[i];
            places[i] = null;
            if (place != null && !place.idle()) {
                note(place);
                if (!place.empty()) {
                    add(place);
                }
            }
        }
    }

    /** Only where something changed: the rest of the list is not looked at, which its order allows. */
    private void read(List<LinuxSoftware.Rpm> packages, Plan plan, RpmDifference wanted) {
        if (packages instanceof NumberedList<LinuxSoftware.Rpm> numbered) {
            readNumbered(numbered, plan, wanted);
            return;
        }
        for (String name : wanted.names()) {
            for (int i = Spelled.first(packages, name); Spelled.isOf(packages, i, name); i++) {
                Place place = plan.place(packages, i);
                if (!place.empty() && wanted.concerns(place.table())) {
                    add(place);
                }
            }
        }
        for (String family : Spelled.KERNEL_FAMILIES) {
            for (int i = Spelled.first(packages, family); Spelled.startsWith(packages, i, family); i++) {
                note(plan.place(packages, i));
            }
        }
    }

    private void readNumbered(NumberedList<LinuxSoftware.Rpm> packages, Plan plan, RpmDifference wanted) {
        for (int i = 0; i < packages.size(); i++) {
            int kind = wanted.kind(packages, i);
            if ((kind & (RpmDifference.NAMED | RpmDifference.OF_KERNEL)) != 0) {
                Place place = plan.place(packages, i);
                if ((kind & RpmDifference.NAMED) != 0 && !place.empty() && wanted.concerns(place.table())) {
                    add(place);
                }
                if ((kind & RpmDifference.OF_KERNEL) != 0) {
                    note(place);
                }
            }
        }
    }

    private void note(Place place) {
        livepatched |= place.livepatch();
        if (place.kernel()) {
            kernels.add(place);
        }
    }

    private void add(Place place) {
        int number = place.number();
        if (number >= round.length) {
            round = Arrays.copyOf(round, number * 2);
            metAt = Arrays.copyOf(metAt, number * 2);
        }
        if (round[number] == rounds) {
            more.add(place);
        } else {
            round[number] = rounds;
            metAt[number] = size;
            firsts[size++] = place;
        }
    }

    private void tell(LinuxSoftware host, Visitor visitor) {
        if (!more.isEmpty()) {
            String uname = host.runningKernel();
            tellSeveral(uname == null, uname == null ? null : RunningKernel.find(uname, kernels), visitor);
        }
        touch();
        for (int i = 0; i < size; i++) {
            Place place = firsts[i];
            if (place != null) {
                visitor.single(place);
            }
        }
    }

    /** Looks at what the places say before any of it is used, so that the waits for memory overlap. */
    private void touch() {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            Place place = firsts[i];
            int[] told = place == null ? null : place.told();
            sum += told == null ? 0 : told.length;
        }
        touched = sum;
    }

    private void tellSeveral(boolean unclear, @Nullable RunningKernel kernel, Visitor visitor) {
        for (int i = 0; i < more.size(); i++) {
            int at = metAt[more.get(i).number()];
            Place first = firsts[at];
            if (first != null) {
                firsts[at] = null;
                tellSeveral(first, i, unclear && first.table().kernel(), kernel, visitor);
            }
        }
    }

    private void tellSeveral(Place first, int from, boolean unclear, @Nullable RunningKernel kernel, Visitor visitor) {
        Place newest = first;
        Place oldest = first;
        Place running = kernel != null && kernel.built(first) ? first : null;
        for (int i = from; i < more.size(); i++) {
            Place next = more.get(i);
            if (next.number() == first.number()) {
                Evr evr = next.nevra().evr();
                newest = newest.nevra().evr().isOlderThan(evr) ? next : newest;
                oldest = evr.isOlderThan(oldest.nevra().evr()) ? next : oldest;
                if (kernel != null && kernel.built(next)) {
                    running = running == null || evr.isOlderThan(running.nevra().evr()) ? next : running;
                }
            }
        }
        visitor.several(newest, running, unclear ? oldest : null);
    }
}
