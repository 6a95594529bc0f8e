package io.patchwave.exposure.windows;

import io.patchwave.catalog.ShippedFact;
import io.patchwave.catalog.ShippedFacts;
import io.patchwave.exposure.Confidence;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.version.FileVersion;
import io.patchwave.version.KbNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** F1 (W9): what the server knows of MS17-010 by itself; outranks everything but a missing service pack (R9). */
final class ShippedFactRule {
    private static final String FILE_NEEDED = "file-version-needed";

    private ShippedFactRule() {}

    /** CVEs of which a fact speaks on that system. */
    static List<String> cvesOf(WindowsProduct product) {
        return ShippedFacts.all().stream()
                .filter(fact ->
                        entry(fact, product.release().build(), product.server()).isPresent())
                .flatMap(fact -> fact.cves().stream())
                .toList();
    }

    private static Optional<ShippedFact.Product> entry(ShippedFact fact, int build, boolean server) {
        return fact.products().stream()
                .filter(p -> p.builds().contains(build))
                .filter(p -> p.side() == null || p.side().equals(server ? "server" : "client"))
                .findFirst();
    }

    /** A fact about one machine, judged. */
    record Judged(Judgement judgement, List<String> probes) {}

    /**
     * Judges all facts that concern the machine.
     *
     * @param product null for systems that MSRC's documents do not have (XP, Server 2003)
     * @param servicePack of the machine, what its build proves included
     */
    static List<Judged> judge(
            WindowsSoftware software, @Nullable Machine machine, String product, int servicePack, boolean server) {
        List<Judged> result = new ArrayList<>();
        for (ShippedFact fact : ShippedFacts.all()) {
            entry(fact, software.build(), server)
                    .map(entry -> judge(fact, entry, software, machine, product, servicePack))
                    .ifPresent(result::add);
        }
        return result;
    }

    private static Judged judge(
            ShippedFact fact,
            ShippedFact.Product entry,
            WindowsSoftware software,
            @Nullable Machine machine,
            String product,
            int servicePack) {
        Confidence confidence = machine == null ? Confidence.MEASURED : machine.confidence;
        List<String> advisories = new ArrayList<>(fact.cves());
        advisories.add(fact.id());
        String group = product + "|" + fact.id();
        if (servicePack < entry.servicePack()) {
            return new Judged(
                    new Judgement(
                            group, advisories, Verdict.EXPOSED, "R9", null, "no-update-exists", confidence, List.of()),
                    List.of());
        }
        Finding finding = decide(fact, entry, software, machine);
        List<String> remedies = finding.verdict == Verdict.PATCHED ? List.of() : entry.remedies();
        boolean probe = FILE_NEEDED.equals(finding.reason);
        return new Judged(
                new Judgement(
                        group,
                        advisories,
                        finding.verdict,
                        "F1",
                        finding.satisfiedBy,
                        finding.reason,
                        confidence,
                        remedies),
                probe ? List.of(fact.probe()) : List.of());
    }

    private record Finding(
            Verdict verdict,
            @Nullable String satisfiedBy,
            @Nullable String reason) {}

    private static Finding decide(
            ShippedFact fact, ShippedFact.Product entry, WindowsSoftware software, @Nullable Machine machine) {
        Optional<FileVersion> file = fileVersion(fact, software);
        if (file.isPresent()) {
            return byFile(entry, file.get());
        }
        String proof = proof(entry, software, machine);
        if (proof != null) {
            return new Finding(Verdict.PATCHED, proof, null);
        }
        Machine later = machine == null ? null : machine.afterReboot();
        if (later != null && entry.revision() != null && later.revision >= entry.revision()) {
            return new Finding(Verdict.PENDING_REBOOT, null, null);
        }
        return machine != null && isUndecided(entry, machine)
                ? new Finding(Verdict.UNKNOWN, null, FILE_NEEDED)
                : new Finding(Verdict.EXPOSED, null, null);
    }

    /** A file version beats every KB. */
    private static Finding byFile(ShippedFact.Product entry, FileVersion file) {
        boolean fixed = entry.fixedFiles().stream()
                .anyMatch(range -> file.isAtLeast(FileVersion.of(range.from()))
                        && (range.below() == null || !file.isAtLeast(FileVersion.of(range.below()))));
        return fixed ? new Finding(Verdict.PATCHED, "srv.sys " + file, null) : new Finding(Verdict.EXPOSED, null, null);
    }

    private static Optional<FileVersion> fileVersion(ShippedFact fact, WindowsSoftware software) {
        String name = fact.probe().substring(fact.probe().lastIndexOf('\\')).toLowerCase(Locale.ROOT);
        return software.files().stream()
                .filter(f ->
                        f.path().toLowerCase(Locale.ROOT).replace('/', '\\').endsWith("drivers" + name))
                .flatMap(f -> FileVersion.parse(f.version()).stream())
                .findFirst();
    }

    private static @Nullable String proof(
            ShippedFact.Product entry, WindowsSoftware software, @Nullable Machine machine) {
        for (String kb : entry.provenBy()) {
            if (software.hotfixes().contains(kb)) {
                return kb;
            }
        }
        if (machine == null) {
            return null;
        }
        if (entry.revision() != null) {
            return machine.revision >= entry.revision() ? machine.runningVersion() : null;
        }
        if (machine.line == null) {
            return null;
        }
        int first = entry.firstRollup() == null ? -1 : machine.line.place(KbNumber.of(entry.firstRollup()));
        int newest = machine.newestRollup();
        if (first >= 0 && newest >= first) {
            return KbNumber.text(machine.line.rollupAt(newest));
        }
        return entry.firstRollup() != null && machine.lists(KbNumber.of(entry.firstRollup()))
                ? entry.firstRollup()
                : null;
    }

    /** Something newer is installed of which nobody knows whether it carries the fix. */
    private static boolean isUndecided(ShippedFact.Product entry, Machine machine) {
        UpdateLine line = machine.line;
        if (line == null || entry.revision() != null) {
            return false;
        }
        if (entry.firstRollup() == null && machine.newestRollup() >= 0 && machine.product.server()) {
            return true;
        }
        if (entry.undecidedAfter() == null) {
            return false;
        }
        int after = line.securityOnlyPlace(KbNumber.of(entry.undecidedAfter()));
        return after >= 0 && machine.listed.stream().anyMatch(kb -> line.securityOnlyPlace(kb) > after);
    }
}
