package io.patchwave.exposure.windows;

import io.patchwave.catalog.ShippedFact;
import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.version.FileVersion;
import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** F1 (W9): what the server knows of MS17-010 by itself; outranks everything but a missing service pack (R9). */
final class ShippedFactRule {
    private static final int DRIVER = 0;
    private static final int RUNNING = 1;

    private ShippedFactRule() {}

    /** CVEs of which a fact speaks on that system. */
    static List<String> cvesOf(WindowsProduct product) {
        return FactEntry.of(product.release().build(), product.server()).stream()
                .flatMap(one -> one.fact().cves().stream())
                .toList();
    }

    /**
     * Judges all facts that concern the machine.
     *
     * @param machine null for systems that MSRC's documents do not have (XP, Server 2003)
     * @param product its key
     * @param servicePack of the machine, what its build proves included
     * @return files whose version would decide what is unknown
     */
    static List<String> judge(
            WindowsSoftware software,
            @Nullable Machine machine,
            String product,
            int servicePack,
            boolean server,
            Decisions into) {
        List<String> probes = List.of();
        for (FactEntry one : FactEntry.of(software.build(), server)) {
            RemedyClass remedies = one.classes().get(product);
            if (remedies != null && !judge(one, remedies, software, machine, servicePack, into)) {
                probes = new ArrayList<>(probes);
                probes.add(one.fact().probe());
            }
        }
        return probes;
    }

    /** False where a file has to be probed. */
    private static boolean judge(
            FactEntry one,
            RemedyClass remedies,
            WindowsSoftware software,
            @Nullable Machine machine,
            int servicePack,
            Decisions into) {
        Confidence confidence = machine == null ? Confidence.MEASURED : machine.confidence;
        if (servicePack < one.entry().servicePack()) {
            into.add(remedies, Said.noUpdateExists(confidence), 0, KbNumber::text);
            return true;
        }
        FileVersion file = fileVersion(one.fact(), software).orElse(null);
        if (file != null) {
            Verdict verdict = isFixed(one.entry(), file) ? Verdict.PATCHED : Verdict.EXPOSED;
            into.add(remedies, Said.fact(verdict, confidence), DRIVER, driver -> "srv.sys " + file);
            return true;
        }
        int proof = proof(one, software, machine);
        Verdict verdict = proof > 0 ? Verdict.PATCHED : unproven(one, machine);
        Proofs text = proof == RUNNING && machine != null ? running -> machine.runningVersion() : KbNumber::text;
        into.add(remedies, Said.fact(verdict, confidence), proof, text);
        return verdict != Verdict.UNKNOWN;
    }

    private static Verdict unproven(FactEntry one, @Nullable Machine machine) {
        if (machine == null) {
            return Verdict.EXPOSED;
        }
        Integer revision = one.entry().revision();
        if (revision != null) {
            Machine later = machine.afterReboot();
            return later != null && later.revision >= revision ? Verdict.PENDING_REBOOT : Verdict.EXPOSED;
        }
        return isUndecided(one, machine) ? Verdict.UNKNOWN : Verdict.EXPOSED;
    }

    /** A file version beats every KB. */
    private static boolean isFixed(ShippedFact.Product entry, FileVersion file) {
        return entry.fixedFiles().stream()
                .anyMatch(range -> file.isAtLeast(FileVersion.of(range.from()))
                        && (range.below() == null || !file.isAtLeast(FileVersion.of(range.below()))));
    }

    private static Optional<FileVersion> fileVersion(ShippedFact fact, WindowsSoftware software) {
        if (software.files().isEmpty()) {
            return Optional.empty();
        }
        String name = fact.probe().substring(fact.probe().lastIndexOf('\\')).toLowerCase(Locale.ROOT);
        return software.files().stream()
                .filter(f ->
                        f.path().toLowerCase(Locale.ROOT).replace('/', '\\').endsWith("drivers" + name))
                .flatMap(f -> FileVersion.parse(f.version()).stream())
                .findFirst();
    }

    /** The KB that proves the fix, {@link #RUNNING} for the running revision, 0 for none. */
    private static int proof(FactEntry one, WindowsSoftware software, @Nullable Machine machine) {
        int[] listed = machine == null ? Machine.numbers(software.hotfixes()) : machine.listed;
        for (int kb : one.provenBy()) {
            if (Arrays.binarySearch(listed, kb) >= 0) {
                return kb;
            }
        }
        if (machine == null) {
            return 0;
        }
        Integer revision = one.entry().revision();
        if (revision != null) {
            return machine.revision >= revision ? RUNNING : 0;
        }
        if (machine.line == null || one.firstRollup() == 0) {
            return 0;
        }
        int first = machine.line.place(one.firstRollup());
        if (first >= 0 && machine.newestRollup >= first) {
            return machine.newestRollupKb();
        }
        return machine.lists(one.firstRollup()) ? one.firstRollup() : 0;
    }

    /** Something newer is installed of which nobody knows whether it carries the fix. */
    private static boolean isUndecided(FactEntry one, Machine machine) {
        UpdateLine line = machine.line;
        if (line == null) {
            return false;
        }
        if (one.firstRollup() == 0 && machine.newestRollup >= 0 && machine.product.server()) {
            return true;
        }
        int after = one.undecidedAfter() == 0 ? -1 : line.securityOnlyPlace(one.undecidedAfter());
        if (after < 0) {
            return false;
        }
        for (int kb : machine.listed) {
            if (line.securityOnlyPlace(kb) > after) {
                return true;
            }
        }
        return false;
    }
}
