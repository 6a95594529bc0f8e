package io.patchwave.exposure.linux;

import io.patchwave.catalog.OsvAdvisory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of affected versions out of an OSV record: from {@code introduced} (inclusive; null is the beginning) to
 * {@code fixed} (exclusive) or {@code last} (inclusive); neither means that no fix is published (exposure-rules O).
 */
public record OsvRange<V>(
        @Nullable V introduced, @Nullable V fixed, @Nullable V last) {
    /** All stretches of an affected entry; versions that are enumerated besides are stretches of one version each. */
    public static <V> List<OsvRange<V>> of(
            OsvAdvisory.Affected affected, Function<String, V> reader, Comparator<V> order) {
        List<OsvRange<V>> ranges = new ArrayList<>();
        for (OsvAdvisory.Range range : affected.ranges()) {
            if (!range.type().equals("GIT")) {
                addStretches(range, reader, order, ranges);
            }
        }
        for (String version : affected.versions()) {
            V one = reader.apply(version);
            if (ranges.stream().noneMatch(range -> range.holds(one, order))) {
                ranges.add(new OsvRange<>(one, null, one));
            }
        }
        return ranges;
    }

    private static <V> void addStretches(
            OsvAdvisory.Range range, Function<String, V> reader, Comparator<V> order, List<OsvRange<V>> to) {
        List<Mark<V>> marks = new ArrayList<>();
        for (OsvAdvisory.Event event : range.events()) {
            marks.add(Mark.of(event, reader));
        }
        marks.sort((a, b) -> a.compareTo(b, order));
        Mark<V> open = null;
        for (Mark<V> mark : marks) {
            if (mark.kind == Kind.INTRODUCED) {
                open = open == null ? mark : open;
            } else if (open != null) {
                boolean fix = mark.kind == Kind.FIXED;
                to.add(new OsvRange<>(open.at, fix ? mark.at : null, fix ? null : mark.at));
                open = null;
            }
        }
        if (open != null) {
            to.add(new OsvRange<>(open.at, null, null));
        }
    }

    /** Whether the version lies in the stretch. */
    public boolean holds(V version, Comparator<V> order) {
        return (introduced == null || order.compare(introduced, version) <= 0)
                && (fixed == null || order.compare(version, fixed) < 0)
                && (last == null || order.compare(version, last) <= 0);
    }

    /** Whether the version is at or past the fix of this stretch. */
    public boolean isPast(V version, Comparator<V> order) {
        return fixed != null && order.compare(version, fixed) >= 0;
    }

    private enum Kind {
        FIXED,
        INTRODUCED,
        LAST
    }

    private record Mark<V>(Kind kind, @Nullable V at) {
        static <V> Mark<V> of(OsvAdvisory.Event event, Function<String, V> reader) {
            if (event.fixed() != null) {
                return new Mark<>(Kind.FIXED, reader.apply(event.fixed()));
            }
            if (event.lastAffected() != null) {
                return new Mark<>(Kind.LAST, reader.apply(event.lastAffected()));
            }
            String introduced = event.introduced();
            boolean beginning = introduced == null || introduced.equals("0");
            return new Mark<>(Kind.INTRODUCED, beginning ? null : reader.apply(introduced));
        }

        int compareTo(Mark<V> other, Comparator<V> order) {
            if (at == null || other.at == null) {
                return Boolean.compare(at != null, other.at != null);
            }
            int byVersion = order.compare(at, other.at);
            return byVersion != 0 ? byVersion : kind.compareTo(other.kind);
        }
    }
}
