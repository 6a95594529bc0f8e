package io.patchwave.exposure;

import io.patchwave.catalog.CatalogHead;
import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.ChangedHeads;
import io.patchwave.catalog.Severity;
import io.patchwave.catalog.WindowsStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The catalog's heads of advisories, and what an id leads to; kept by catalog revision. */
@ApplicationScoped
class AdvisoryBook {
    /** Windows itself, and what lies inside it. */
    private static final Pattern WINDOWS =
            Pattern.compile("(?:.*\\son\\s+)?(?:Microsoft\\s+)?Windows\\s+(?:\\d|Server|Vista|RT|XP|Embedded).*");

    private final CatalogService catalog;
    private volatile @Nullable Book book;

    AdvisoryBook(CatalogService catalog) {
        this.catalog = catalog;
    }

    /** What is shown of an advisory beside its answer. */
    record Head(
            String id,
            String family,
            String kind,
            String severity,
            List<String> cves,
            boolean kev,
            @Nullable Double epss,
            boolean withdrawn) {
        int severityRank() {
            return Severity.ofWord(severity).ordinal();
        }

        static Head of(CatalogHead head) {
            return new Head(
                    head.id(),
                    head.family(),
                    head.kind(),
                    head.severity(),
                    head.cves(),
                    head.kev(),
                    head.epss(),
                    head.withdrawnAt() != null);
        }

        /** As severe as that; null as it is. */
        Head of(@Nullable Severity other) {
            return other == null ? this : new Head(id, family, kind, other.word(), cves, kev, epss, withdrawn);
        }

        static Head unknown(String id) {
            return new Head(id, "", "security", "unrated", List.of(), false, null, false);
        }
    }

    /**
     * All of it, as of one revision.
     *
     * @param headsRev as of which the heads were read
     * @param statements what the Windows members were read from
     * @param byCve errata by the CVEs they close; Windows' advisories are CVEs themselves
     * @param months document → the CVEs it states, for example {@code 2017-Mar}
     * @param monthOf CVE → the first document that stated it
     * @param ofPrograms CVEs of products that are no part of Windows, which only a list of programs can decide
     */
    record Book(
            long rev,
            long headsRev,
            List<WindowsStatement> statements,
            Map<String, Head> heads,
            Map<String, List<String>> byCve,
            Map<String, List<String>> months,
            Map<String, String> monthOf,
            Set<String> ofPrograms) {
        Head head(String id) {
            Head head = heads.get(id);
            return head == null ? Head.unknown(id) : head;
        }

        boolean knows(String id) {
            return heads.containsKey(id) || byCve.containsKey(id) || months.containsKey(id);
        }

        /** The advisories that the ids stand for; an id nobody knows stands for itself. */
        Set<String> resolve(Collection<String> ids) {
            Set<String> found = new LinkedHashSet<>();
            for (String id : ids) {
                List<String> month = months.getOrDefault(id, List.of());
                found.addAll(month);
                found.addAll(byCve.getOrDefault(id, List.of()));
                if (month.isEmpty()) {
                    found.add(id);
                }
            }
            return found;
        }

        /** What people install and count as one: the document of a Windows CVE, the erratum itself. */
        String remedyGroupOf(String advisory) {
            return monthOf.getOrDefault(advisory, advisory);
        }
    }

    /** As of the newest committed catalog revision. */
    Book current() {
        long rev = catalog.revision();
        Book known = book;
        if (known != null && known.rev() >= rev) {
            return known;
        }
        return read(rev);
    }

    private synchronized Book read(long rev) {
        Book known = book;
        if (known != null && known.rev() >= rev) {
            return known;
        }
        Map<String, Head> heads = new HashMap<>(known == null ? Map.of() : known.heads());
        ChangedHeads changed = catalog.headsChangedSince(known == null ? -1 : known.headsRev());
        changed.heads().forEach(head -> heads.put(head.id(), Head.of(head)));
        Map<String, List<String>> byCve = changed.heads().isEmpty() && known != null ? known.byCve() : byCve(heads);
        CatalogSnapshot snapshot = catalog.snapshot();
        if (known != null && known.statements() == snapshot.statements()) {
            Book fresh = new Book(
                    rev,
                    changed.rev(),
                    snapshot.statements(),
                    heads,
                    byCve,
                    known.months(),
                    known.monthOf(),
                    known.ofPrograms());
            book = fresh;
            return fresh;
        }
        Map<String, List<String>> months = new HashMap<>();
        Map<String, String> monthOf = new HashMap<>();
        Set<String> ofPrograms = new HashSet<>();
        for (WindowsStatement statement : snapshot.statements()) {
            months.computeIfAbsent(statement.document(), key -> new ArrayList<>())
                    .add(statement.cve());
            monthOf.putIfAbsent(statement.cve(), statement.document());
            if (statement.products().stream().anyMatch(product -> isProgram(product.name()))) {
                ofPrograms.add(statement.cve());
            }
        }
        Book fresh = new Book(rev, changed.rev(), snapshot.statements(), heads, byCve, months, monthOf, ofPrograms);
        book = fresh;
        return fresh;
    }

    /** Errata by the CVEs they close, sorted. */
    private static Map<String, List<String>> byCve(Map<String, Head> heads) {
        Map<String, List<String>> byCve = new HashMap<>();
        heads.values().stream()
                .filter(head -> !head.family().equals("windows"))
                .sorted(Comparator.comparing(Head::id))
                .forEach(head -> head.cves()
                        .forEach(cve -> byCve.computeIfAbsent(cve, key -> new ArrayList<>(1))
                                .add(head.id())));
        return byCve;
    }

    /**
     * {@code Microsoft Office 2016 (64-bit edition)} and {@code Remote Desktop client for Windows Desktop} are; {@code Internet
     * Explorer 11 on Windows 7 …} and packages of Azure Linux are not.
     */
    private static boolean isProgram(String product) {
        return !WINDOWS.matcher(product).matches()
                && !product.contains("Azure Linux")
                && !product.contains("CBL")
                && !product.contains("Mariner");
    }
}
