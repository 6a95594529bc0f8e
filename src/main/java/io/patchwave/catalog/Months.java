package io.patchwave.catalog;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Months of Microsoft's documents, and which are missing (exposure rules, W1). */
final class Months {
    private static final Pattern ID = Pattern.compile("(\\d{4})-([A-Z][a-z]{2})(?:-.*)?");
    private static final List<String> NAMES =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private Months() {}

    /** The month in a document's id: {@code 2017-Mar}, {@code 2017-May-B}; empty for {@code Oct-OOB}. */
    static Optional<YearMonth> of(String document) {
        Matcher matcher = ID.matcher(document);
        int month = matcher.matches() ? NAMES.indexOf(matcher.group(2)) : -1;
        return month < 0 ? Optional.empty() : Optional.of(YearMonth.of(Integer.parseInt(matcher.group(1)), month + 1));
    }

    /**
     * Months between the first and the last without a document, or whose documents hold no remedy for Windows itself ("Early"
     * ones), as {@code 2024-Nov}, in order.
     */
    static List<String> incomplete(Collection<String> documents, Collection<WindowsStatement> statements) {
        TreeMap<YearMonth, Boolean> covered = new TreeMap<>();
        documents.forEach(id -> of(id).ifPresent(month -> covered.put(month, false)));
        for (WindowsStatement statement : statements) {
            YearMonth month = of(statement.document())
                    .orElseGet(() -> YearMonth.from(statement.initialRelease().atZone(ZoneOffset.UTC)));
            if (Boolean.FALSE.equals(covered.get(month)) && forWindows(statement)) {
                covered.put(month, true);
            }
        }
        TreeSet<YearMonth> missing = new TreeSet<>();
        if (!covered.isEmpty()) {
            for (YearMonth month = covered.firstKey(); !month.isAfter(covered.lastKey()); month = month.plusMonths(1)) {
                if (!Boolean.TRUE.equals(covered.get(month))) {
                    missing.add(month);
                }
            }
        }
        return missing.stream()
                .map(month -> month.getYear() + "-" + NAMES.get(month.getMonthValue() - 1))
                .toList();
    }

    private static boolean forWindows(WindowsStatement statement) {
        return statement.fixes().stream()
                .flatMap(fix -> fix.products().stream())
                .anyMatch(product -> product.startsWith("Windows"));
    }

    /** For each KB, in which document most of its (CVE, product) pairs stand; the later one on a tie. */
    static Map<String, WindowsStatement> homes(Collection<WindowsStatement> statements) {
        Map<String, Map<String, Integer>> pairs = new TreeMap<>();
        Map<String, WindowsStatement> ofDocument = new TreeMap<>();
        for (WindowsStatement statement : statements) {
            ofDocument.putIfAbsent(statement.document(), statement);
            for (WindowsStatement.VendorFix fix : statement.fixes()) {
                pairs.computeIfAbsent(fix.kb(), kb -> new TreeMap<>())
                        .merge(statement.document(), fix.products().size(), Integer::sum);
            }
        }
        Map<String, WindowsStatement> homes = new TreeMap<>();
        pairs.forEach((kb, counts) -> counts.forEach((document, count) -> {
            WindowsStatement candidate = java.util.Objects.requireNonNull(ofDocument.get(document));
            WindowsStatement best = homes.get(kb);
            int most = best == null ? -1 : counts.getOrDefault(best.document(), -1);
            boolean later = best == null || candidate.initialRelease().isAfter(best.initialRelease());
            if (count > most || (count == most && later)) {
                homes.put(kb, candidate);
            }
        }));
        return homes;
    }
}
