package io.patchwave.exposure.windows;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.version.FileVersion;
import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** W8: Office, SQL Server, Exchange and other programs, where the inventory names them. */
final class ProgramRules {
    private static final String RULE = "program";

    private final Map<String, List<ProductIndex>> byBase = new HashMap<>();

    ProgramRules(Collection<ProductIndex> programs) {
        programs.stream()
                .sorted(Comparator.comparing(ProductIndex::key))
                .forEach(product -> byBase.computeIfAbsent(ProgramNames.base(product.key()), k -> new ArrayList<>())
                        .add(product));
    }

    /** What stands in the list of programs: judged, or left unknown. */
    record Judged(List<Judgement> judgements, List<String> unmatched) {}

    /** Judges each product whose name stands among the programs; names that MSRC writes otherwise stay unknown, never silent. */
    Judged judge(WindowsSoftware software) {
        List<Judgement> result = new ArrayList<>();
        Set<String> unmatched = new TreeSet<>();
        List<WindowsSoftware.Program> programs = software.programs() == null ? List.of() : software.programs();
        Set<Integer> listed = listed(software, programs);
        Set<String> seen = new TreeSet<>();
        for (WindowsSoftware.Program program : programs) {
            String base = ProgramNames.base(program.name());
            List<ProductIndex> products = byBase.getOrDefault(base, List.of());
            if (products.isEmpty() && ProgramNames.isPatchedByItsOwnInstaller(base)) {
                unmatched.add(program.name());
            }
            for (ProductIndex product : products) {
                if (sameBits(program, product) && seen.add(product.key())) {
                    product.classes().forEach(c -> result.add(judge(c, product, program, listed)));
                }
            }
        }
        return new Judged(result, List.copyOf(unmatched));
    }

    private static Set<Integer> listed(WindowsSoftware software, List<WindowsSoftware.Program> programs) {
        Set<Integer> listed = new TreeSet<>();
        software.hotfixes().forEach(kb -> KbNumber.parse(kb).ifPresent(listed::add));
        programs.forEach(program -> listed.addAll(ProgramNames.kbs(program.name())));
        return listed;
    }

    private static boolean sameBits(WindowsSoftware.Program program, ProductIndex product) {
        String named = ProgramNames.bits(product.key());
        String installed = ProgramNames.bits(program.name() + (program.arch() == null ? "" : " " + program.arch()));
        return named == null || installed == null || named.equals(installed);
    }

    private static Judgement judge(
            RemedyClass remedies, ProductIndex product, WindowsSoftware.Program program, Set<Integer> listed) {
        String proof = null;
        for (int kb : remedies.kbs()) {
            if (proof == null) {
                proof = proof(kb, product, program, listed);
            }
        }
        String reason = remedies.kbs().length == 0 ? "no-remedy" : null;
        return new Judgement(
                remedies.group(),
                remedies.advisories(),
                proof == null ? Verdict.EXPOSED : Verdict.PATCHED,
                RULE,
                proof,
                proof == null ? reason : null,
                Confidence.MEASURED,
                proof == null ? remedies.texts() : List.of());
    }

    private static @Nullable String proof(
            int kb, ProductIndex product, WindowsSoftware.Program program, Set<Integer> listed) {
        if (listed.contains(kb)) {
            return KbNumber.text(kb);
        }
        String fixed = product.fixedBuilds().get(kb);
        if (fixed == null || program.version() == null) {
            return null;
        }
        Optional<FileVersion> needed = FileVersion.parse(fixed);
        Optional<FileVersion> installed = FileVersion.parse(program.version());
        boolean same = needed.isPresent()
                && installed.isPresent()
                && needed.get().number(0) == installed.get().number(0);
        return same && installed.get().isAtLeast(needed.get()) ? program.version() : null;
    }
}
