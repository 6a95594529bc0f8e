package io.patchwave.exposure.windows;

import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.version.FileVersion;
import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** W8: Office, SQL Server, Exchange and other programs, where the inventory names them. */
final class ProgramRules {
    private static final int BY_VERSION = 0;
    private static final int REMEMBERED = 50_000;

    private final Map<String, List<ProductIndex>> byBase = new HashMap<>();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    ProgramRules(Collection<ProductIndex> programs) {
        programs.stream()
                .sorted(Comparator.comparing(ProductIndex::key))
                .forEach(product -> byBase.computeIfAbsent(ProgramNames.base(product.key()), k -> new ArrayList<>())
                        .add(product));
    }

    /**
     * What an entry of the list of programs is by its name, whatever else the machine has.
     *
     * @param products as MSRC calls it
     * @param bits word length that its name tells, or null
     * @param unmatched MSRC publishes updates for such a program, and no name of ours is its
     * @param kbs that its name says are installed
     */
    private record Known(
            String base,
            List<ProductIndex> products,
            @Nullable String bits,
            boolean unmatched,
            int[] kbs) {}

    private Known known(String name) {
        Known there = known.get(name);
        if (there != null) {
            return there;
        }
        String base = ProgramNames.base(name);
        List<ProductIndex> products = byBase.getOrDefault(base, List.of());
        Known found = new Known(
                base,
                products,
                ProgramNames.bits(name),
                products.isEmpty() && ProgramNames.isPatchedByItsOwnInstaller(base),
                ProgramNames.kbs(name).stream().mapToInt(Integer::intValue).toArray());
        if (known.size() < REMEMBERED) {
            known.put(name, found);
        }
        return found;
    }

    /** The names that programs are known by. */
    Set<String> names() {
        return byBase.keySet();
    }

    /** Whether a program of those names stands in the list. */
    boolean anyOf(List<WindowsSoftware.Program> programs, Set<String> names) {
        for (WindowsSoftware.Program program : programs) {
            if (names.contains(known(program.name()).base)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Judges each product whose name stands among the programs.
     *
     * @param wanted which products are asked
     * @return names that MSRC writes otherwise: they stay unknown, never silent
     */
    Set<String> judge(WindowsSoftware software, Predicate<ProductIndex> wanted, Decisions into) {
        List<WindowsSoftware.Program> programs = software.programs() == null ? List.of() : software.programs();
        Set<String> unmatched = Set.of();
        Set<String> seen = Set.of();
        int[] listed = null;
        for (WindowsSoftware.Program program : programs) {
            Known one = known(program.name());
            if (one.unmatched) {
                unmatched = unmatched.isEmpty() ? new TreeSet<>() : unmatched;
                unmatched.add(program.name());
            }
            for (ProductIndex product : one.products) {
                seen = seen.isEmpty() ? new HashSet<>() : seen;
                if (wanted.test(product) && sameBits(one, program, product) && seen.add(product.key())) {
                    listed = listed == null ? listed(software, programs) : listed;
                    judge(product, program, listed, into);
                }
            }
        }
        return unmatched;
    }

    private int[] listed(WindowsSoftware software, List<WindowsSoftware.Program> programs) {
        int[] all = Machine.numbers(software.hotfixes());
        for (WindowsSoftware.Program program : programs) {
            int[] more = known(program.name()).kbs;
            if (more.length > 0) {
                int before = all.length;
                all = Arrays.copyOf(all, before + more.length);
                System.arraycopy(more, 0, all, before, more.length);
            }
        }
        Arrays.sort(all);
        return all;
    }

    private static boolean sameBits(Known one, WindowsSoftware.Program program, ProductIndex product) {
        String named = ProgramNames.bits(product.key());
        String installed = one.bits == null && program.arch() != null ? ProgramNames.bits(program.arch()) : one.bits;
        return named == null || installed == null || named.equals(installed);
    }

    private static void judge(ProductIndex product, WindowsSoftware.Program program, int[] listed, Decisions into) {
        FileVersion version = program.version() == null
                ? null
                : FileVersion.parse(program.version()).orElse(null);
        Proofs proofs = proof -> proof == BY_VERSION ? String.valueOf(program.version()) : KbNumber.text(proof);
        for (RemedyClass remedies : product.classes()) {
            int proof = -1;
            for (int i = 0; i < remedies.alternatives().length && proof < 0; i++) {
                proof = proof(product.remedies()[remedies.alternatives()[i]], version, listed);
            }
            into.add(remedies, Said.program(proof >= 0, remedies.alternatives().length > 0), proof, proofs);
        }
    }

    /** The KB where it is listed, {@link #BY_VERSION}, or -1 for none. */
    private static int proof(Remedy remedy, @Nullable FileVersion version, int[] listed) {
        if (Arrays.binarySearch(listed, remedy.kb) >= 0) {
            return remedy.kb;
        }
        FileVersion needed = remedy.programVersion;
        return needed != null && version != null && needed.number(0) == version.number(0) && version.isAtLeast(needed)
                ? BY_VERSION
                : -1;
    }
}
