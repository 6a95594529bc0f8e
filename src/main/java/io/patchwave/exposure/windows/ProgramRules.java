package io.patchwave.exposure.windows;

import io.patchwave.exposure.Confidence;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.inventory.WindowsSoftware.Program;
import io.patchwave.version.FileVersion;
import io.patchwave.version.KbNumber;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** W8: Office, SQL Server, Exchange and other programs, where the inventory names them. */
final class ProgramRules {
    private static final int BY_VERSION = 0;
    private static final int OFFICE_2016 = 16;
    private static final int FIRST_STREAMED = 6000;

    private final ProgramCatalog catalog;

    ProgramRules(ProgramCatalog catalog) {
        this.catalog = catalog;
    }

    /** One machine's programs while they are judged. */
    private static final class Round {
        final List<Program> programs;
        final ProgramCatalog.Entry[] entries;
        final Predicate<ProductIndex> wanted;
        final Decisions into;
        final Set<String> seen = new HashSet<>();
        private final WindowsSoftware software;
        private int @Nullable [] listed;

        Round(
                WindowsSoftware software,
                ProgramCatalog.Entry[] entries,
                Predicate<ProductIndex> wanted,
                Decisions into) {
            this.software = software;
            this.entries = entries;
            this.wanted = wanted;
            this.into = into;
            List<Program> known = software.programs();
            programs = known == null ? List.of() : known;
        }

        /** Whether the product is to be judged, and was not yet. */
        boolean takes(ProductIndex product) {
            return wanted.test(product) && seen.add(product.key());
        }

        int[] listed() {
            int[] known = listed;
            if (known == null) {
                known = Machine.numbers(software.hotfixes());
                for (ProgramCatalog.Entry entry : entries) {
                    int[] more = entry.kbs();
                    if (more.length > 0) {
                        int before = known.length;
                        known = Arrays.copyOf(known, before + more.length);
                        System.arraycopy(more, 0, known, before, more.length);
                    }
                }
                Arrays.sort(known);
                listed = known;
            }
            return known;
        }
    }

    /**
     * Judges each product whose name stands among the programs.
     *
     * @param wanted which products are asked
     * @return names that MSRC writes otherwise: they stay unknown, never silent
     */
    Set<String> judge(WindowsSoftware software, Predicate<ProductIndex> wanted, Decisions into) {
        WindowsSoftware.Components components = software.components();
        boolean instances = components != null && !components.sql().isEmpty();
        if (software.programs() == null && !instances) {
            return Set.of();
        }
        Round round = new Round(software, catalog.entries(software), wanted, into);
        Set<String> unmatched = Set.of();
        for (int i = 0; i < round.entries.length; i++) {
            Program program = round.programs.get(i);
            ProgramCatalog.Entry entry = round.entries[i];
            instances |= entry.sqlYear() != null;
            if (entry.unmatched()) {
                unmatched = unmatched.isEmpty() ? new TreeSet<>() : unmatched;
                unmatched.add(program.name());
            }
            for (ProductIndex product : entry.products()) {
                if (entry.fits(program, product) && round.takes(product)) {
                    FileVersion version = oldest(product, i, round);
                    judge(product, version, String.valueOf(version), Confidence.MEASURED, round);
                }
            }
        }
        if (instances) {
            sql(software, round);
        }
        brought(round);
        return unmatched;
    }

    /** Of what is installed side by side, the oldest version; null where one of them does not tell it. */
    private static @Nullable FileVersion oldest(ProductIndex product, int first, Round round) {
        FileVersion oldest = null;
        for (int i = first; i < round.entries.length; i++) {
            ProgramCatalog.Entry entry = round.entries[i];
            if (entry.is(product) && entry.fits(round.programs.get(i), product)) {
                String text = entry.version(round.programs.get(i));
                FileVersion version =
                        text == null ? null : FileVersion.parse(text).orElse(null);
                if (version == null) {
                    return null;
                }
                oldest = oldest == null || oldest.isAtLeast(version) ? version : oldest;
            }
        }
        return oldest;
    }

    /** What came with a suite and has no entry of its own; the suite's version says nothing of it, only updates do. */
    private void brought(Round round) {
        for (int i = 0; i < round.entries.length; i++) {
            ProgramCatalog.Entry entry = round.entries[i];
            for (ProductIndex product : entry.brought()) {
                if (entry.fits(round.programs.get(i), product) && round.takes(product)) {
                    judge(product, null, "", Confidence.PRESUMED, round);
                }
            }
        }
    }

    /** Every instance of SQL Server, by its version: what the inventory tells of it, else what its updates do. */
    private void sql(WindowsSoftware software, Round round) {
        String bits = software.architecture().equals("x86") ? "x86" : "x64";
        Set<String> told = new HashSet<>();
        WindowsSoftware.Components components = software.components();
        for (String text : components == null ? List.<String>of() : components.sql()) {
            SqlVersion version = SqlVersion.of(text).orElse(null);
            if (version != null) {
                told.add(version.year());
                sql(version, bits, Confidence.MEASURED, round);
            }
        }
        for (int i = 0; i < round.entries.length; i++) {
            Program program = round.programs.get(i);
            ProgramCatalog.Entry entry = round.entries[i];
            String year = entry.sqlYear();
            if (year != null && told.add(year)) {
                String own = entry.bits();
                String ofEntry = own == null ? bits : own.equals("32") ? "x86" : "x64";
                SqlVersion newest = newest(year, program, round);
                if (newest != null) {
                    sql(newest, ofEntry, Confidence.MEASURED, round);
                } else {
                    SqlVersion.released(year).ifPresent(version -> sql(version, ofEntry, Confidence.PRESUMED, round));
                }
            }
        }
    }

    private @Nullable SqlVersion newest(String year, Program instance, Round round) {
        SqlVersion newest = SqlVersion.of(instance.version())
                .filter(one -> one.year().equals(year))
                .orElse(null);
        for (int i = 0; i < round.entries.length; i++) {
            if (round.entries[i].sqlPatch()) {
                Program program = round.programs.get(i);
                SqlVersion patched = SqlVersion.patched(ProductNames.normalised(program.name()), program.version())
                        .filter(one -> one.year().equals(year))
                        .orElse(null);
                if (patched != null && (newest == null || patched.version().isAtLeast(newest.version()))) {
                    newest = patched;
                }
            }
        }
        return newest;
    }

    private void sql(SqlVersion version, String bits, Confidence confidence, Round round) {
        ProductIndex product = catalog.sql(version, bits);
        if (product != null && round.takes(product)) {
            judge(product, version.version(), version.version().toString(), confidence, round);
        }
    }

    private void judge(
            ProductIndex product, @Nullable FileVersion version, String text, Confidence confidence, Round round) {
        Proofs proofs = proof -> proof == BY_VERSION ? text : KbNumber.text(proof);
        int[] listed = round.listed();
        boolean oneTrain = ProgramNames.isUnnumbered(product.key());
        for (RemedyClass remedies : product.classes()) {
            int proof = isPast(remedies.version(), version, oneTrain) ? BY_VERSION : -1;
            for (int i = 0; i < remedies.alternatives().length && proof < 0; i++) {
                proof = proof(product, remedies.alternatives()[i], version, listed);
            }
            boolean some = remedies.alternatives().length > 0;
            round.into.add(remedies, Said.program(proof >= 0, some, confidence), proof, proofs);
        }
    }

    /** The KB that is listed, itself or what replaces it, {@link #BY_VERSION}, or -1 for none. */
    private static int proof(ProductIndex product, int index, @Nullable FileVersion version, int[] listed) {
        Remedy remedy = product.remedies()[index];
        if (Arrays.binarySearch(listed, remedy.kb) >= 0) {
            return remedy.kb;
        }
        FileVersion needed = remedy.programVersion;
        if (needed != null && version != null && isOfOneLine(needed, version) && version.isAtLeast(needed)) {
            return BY_VERSION;
        }
        int replacement = listed(product, remedy.replacements, listed);
        return replacement > 0 ? replacement : listed(product, remedy.laterInSeries, listed);
    }

    /** What is updated along one train of versions has no lines that are fixed apart. */
    private static boolean isPast(@Nullable FileVersion needed, @Nullable FileVersion version, boolean oneTrain) {
        return needed != null
                && version != null
                && (oneTrain || isOfOneLine(needed, version))
                && version.isAtLeast(needed);
    }

    /** Versions of one major number; packages of Office 2016 end before the numbers of what is streamed begin. */
    private static boolean isOfOneLine(FileVersion one, FileVersion other) {
        boolean same = one.number(0) == other.number(0);
        return same
                && (one.number(0) != OFFICE_2016
                        || (one.number(2) < FIRST_STREAMED) == (other.number(2) < FIRST_STREAMED));
    }

    private static int listed(ProductIndex product, int[] indexes, int[] listed) {
        for (int index : indexes) {
            if (Arrays.binarySearch(listed, product.remedies()[index].kb) >= 0) {
                return product.remedies()[index].kb;
            }
        }
        return -1;
    }
}
