package io.patchwave.exposure.windows;

import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.version.FileVersion;
import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** W8: Office, SQL Server, Exchange and other programs, where the inventory names them. */
final class ProgramRules {
    private static final String RULE = "program";

    private ProgramRules() {}

    /** Judges each product whose name stands among the programs. */
    static List<Judgement> judge(WindowsSoftware software, WindowsIndex index) {
        List<Judgement> result = new ArrayList<>();
        if (software.programs() == null) {
            return result;
        }
        Set<Integer> listed = new TreeSet<>();
        software.hotfixes().forEach(kb -> KbNumber.parse(kb).ifPresent(listed::add));
        Set<String> seen = new TreeSet<>();
        for (WindowsSoftware.Program program : software.programs()) {
            ProductIndex product = index.programs().get(ProductNames.normalised(program.name()));
            if (product != null && seen.add(product.key())) {
                product.classes().forEach(c -> result.add(judge(c, product, program, listed)));
            }
        }
        return result;
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
