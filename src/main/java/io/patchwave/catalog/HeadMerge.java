package io.patchwave.catalog;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One head out of what several documents say of an advisory; the order of import plays no part. The document of the highest
 * precedence and then the newest gives the words; the severity is the worst that is rated among those of equal precedence;
 * CVEs are united; withdrawn is what every document calls withdrawn.
 */
final class HeadMerge {
    private HeadMerge() {}

    /** What one document says, with what orders it. */
    record Part(DocumentKind kind, @Nullable Instant releasedAt, String document, AdvisoryHead head) {}

    private static final Comparator<Part> ORDER = Comparator.comparing(Part::kind)
            .thenComparing(
                    part -> part.releasedAt() == null ? Instant.MIN : part.releasedAt(), Comparator.reverseOrder())
            .thenComparing(Part::document);

    /** At least one part. */
    static AdvisoryHead merge(List<Part> parts) {
        List<Part> sorted = parts.stream().sorted(ORDER).toList();
        AdvisoryHead first = sorted.get(0).head();
        AdvisoryHead rating = rating(sorted);
        TreeSet<String> cves = new TreeSet<>();
        sorted.forEach(part -> cves.addAll(part.head().cves()));
        return new AdvisoryHead(
                first.source(),
                first.family(),
                first.kind(),
                words(sorted, AdvisoryHead::title),
                words(sorted, AdvisoryHead::summary),
                rating.severity(),
                rating.publisherSeverity(),
                extreme(sorted, AdvisoryHead::publishedAt, (a, b) -> a.isBefore(b) ? a : b),
                extreme(sorted, AdvisoryHead::updatedAt, (a, b) -> a.isAfter(b) ? a : b),
                withdrawn(sorted),
                List.copyOf(cves));
    }

    private static AdvisoryHead rating(List<Part> sorted) {
        DocumentKind deciding = sorted.stream()
                .filter(part -> !part.head().severity().equals(Severity.UNRATED.word()))
                .map(Part::kind)
                .findFirst()
                .orElse(sorted.get(0).kind());
        return sorted.stream()
                .filter(part -> part.kind() == deciding)
                .map(Part::head)
                .min(Comparator.comparing(head -> Severity.ofWord(head.severity())))
                .orElseThrow();
    }

    private static String words(List<Part> sorted, Function<AdvisoryHead, String> member) {
        return sorted.stream()
                .map(part -> member.apply(part.head()))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static @Nullable Instant extreme(
            List<Part> sorted, Function<AdvisoryHead, @Nullable Instant> member, BinaryOperator<Instant> choose) {
        return sorted.stream()
                .map(part -> member.apply(part.head()))
                .filter(Objects::nonNull)
                .reduce(choose)
                .orElse(null);
    }

    private static @Nullable Instant withdrawn(List<Part> sorted) {
        boolean all = sorted.stream().allMatch(part -> part.head().withdrawnAt() != null);
        return all ? extreme(sorted, AdvisoryHead::withdrawnAt, (a, b) -> a.isAfter(b) ? a : b) : null;
    }
}
