package io.patchwave.exposure.deb;

import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Memo;
import io.patchwave.exposure.linux.Tally;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All that is said of hosts of one kind; remembers what each package says. */
final class DebPlan {
    private static final int MOST_ANSWERS = 200_000;

    private final DebRules rules;
    private final boolean debian;
    private final Map<String, List<SourceFix>> fixes;
    private final Map<String, Integer> numbers;
    private final Evaluation.Whole whole;
    private final Memo<LinuxSoftware.Deb, DebPlace> places = new Memo<>();
    /** Binaries of one source and version say the same, and share it. */
    private final Map<Binary, int[][]> answers = new ConcurrentHashMap<>();

    /**
     * @param fixes of the release by source package; null where nothing is published for it
     * @param numbers of the advisories
     */
    DebPlan(
            DebRules.Address address,
            DebRules rules,
            @Nullable Map<String, List<SourceFix>> fixes,
            Map<String, Integer> numbers) {
        this.rules = rules;
        this.debian = !address.release().distribution().equals("ubuntu");
        this.fixes = fixes == null ? Map.of() : fixes;
        this.numbers = numbers;
        String product = address.release().toString();
        this.whole = new Evaluation.Whole(
                product,
                fixes == null ? List.of(new Evaluation.HostUnknown("no-advisories", product)) : List.of(),
                List.of());
    }

    /** Takes what the host's packages say. */
    @FunctionalInterface
    interface Listener {
        void take(DebPlace place, DebRules.Role role);
    }

    Evaluation.Whole whole() {
        return whole;
    }

    DebRules rules() {
        return rules;
    }

    List<SourceFix> fixes(String source) {
        return fixes.getOrDefault(source, List.of());
    }

    /** Tells what counts of the host's packages, and as what. */
    void walk(LinuxSoftware host, Listener listener) {
        Map<String, List<DebPlace>> kernels = Map.of();
        List<LinuxSoftware.Deb> debs = host.debs();
        for (int i = 0; i < debs.size(); i++) {
            DebPlace place = place(debs, i);
            Binary binary = place.binary();
            if (binary != null && binary.kernel() != null) {
                kernels = kernels.isEmpty() ? new HashMap<>() : kernels;
                kernels.computeIfAbsent(binary.line(), line -> new ArrayList<>())
                        .add(place);
            } else if (binary != null) {
                listener.take(place, DebRules.Role.JUDGED);
            }
        }
        for (List<DebPlace> line : kernels.values()) {
            walk(line, host.runningKernel(), listener);
        }
    }

    /** Of a line of kernels the newest is judged; the others count only where they run. */
    private static void walk(List<DebPlace> line, @Nullable String uname, Listener listener) {
        DebPlace newest = line.get(0);
        for (DebPlace each : line) {
            Binary binary = each.binary();
            Binary known = newest.binary();
            newest = binary != null && known != null && binary.isNewerThan(known) ? each : newest;
        }
        listener.take(newest, DebRules.Role.JUDGED);
        for (DebPlace each : line) {
            Binary binary = each.binary();
            if (!each.equals(newest) && binary != null) {
                if (uname == null) {
                    listener.take(each, DebRules.Role.PERHAPS_RUNNING);
                } else if (binary.runs(uname)) {
                    listener.take(each, DebRules.Role.RUNNING);
                }
            }
        }
    }

    /** What a package of the list says. */
    DebPlace place(List<LinuxSoftware.Deb> debs, int index) {
        return places.get(debs, index, known -> true, this::placed);
    }

    private DebPlace placed(LinuxSoftware.Deb deb) {
        Binary binary = rules.binary(deb, debian);
        return new DebPlace(deb, binary, binary == null ? new int[0][] : codes(binary));
    }

    private int[][] codes(Binary binary) {
        if (answers.size() > MOST_ANSWERS) {
            answers.clear();
        }
        return answers.computeIfAbsent(binary, each -> {
            DebRules.Role[] roles = DebRules.Role.values();
            int[][] codes = new int[each.kernel() == null ? 1 : roles.length][];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = codes(each, roles[i]);
            }
            return codes;
        });
    }

    private int[] codes(Binary binary, DebRules.Role role) {
        List<SourceFix> all = fixes(binary.source());
        int[] codes = new int[all.size()];
        int size = 0;
        for (SourceFix fix : all) {
            Weight weight = rules.weigh(binary, role, fix);
            Integer number = numbers.get(fix.advisory());
            if (weight != null && number != null) {
                codes[size++] = Tally.code(number, weight, fix.osv());
            }
        }
        return Arrays.copyOf(codes, size);
    }
}
