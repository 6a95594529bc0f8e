package io.patchwave.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures: a row for each thing measured, a column for each size of the fleet, beside what is aimed at. */
final class Table {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Integer> sizes;

    Table(List<Integer> sizes) {
        this.sizes = sizes;
    }

    /** Whether more or less of it is better. */
    enum Better {
        MORE,
        LESS
    }

    /** Something measured, in a unit, with the target at 100,000 hosts; null where none is set. */
    record Kind(String what, String unit, @Nullable Double target, Better better) {
        static Kind atMost(String what, String unit, double target) {
            return new Kind(what, unit, target, Better.LESS);
        }

        static Kind atLeast(String what, String unit, double target) {
            return new Kind(what, unit, target, Better.MORE);
        }

        static Kind shown(String what, String unit) {
            return new Kind(what, unit, null, Better.LESS);
        }
    }

    private record Row(Kind kind, Map<Integer, Double> figures) {}

    /** Takes a figure and prints it at once. */
    void put(Kind kind, int size, double figure) {
        rows.computeIfAbsent(kind.what(), what -> new Row(kind, new LinkedHashMap<>()))
                .figures()
                .put(size, figure);
        System.out.printf(
                Locale.ROOT, "%-100s %s%n", kind.what() + " [" + size + "]", text(figure) + " " + kind.unit());
    }

    private static String text(double figure) {
        double size = Math.abs(figure);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", figure);
    }

    /**
     * As Markdown. The ratio is measured / target (target / measured where more is better): at or below 1 the target is reached.
     * Growth is the last size's figure per host beside the one of the size before.
     */
    String markdown() {
        StringBuilder text = new StringBuilder("| what | unit | target |")
                .append(sizes.stream()
                        .map(size -> " %,d hosts |".formatted(size))
                        .collect(Collectors.joining()))
                .append(" ratio | growth |\n| --- | --- | --- |")
                .append(" --- |".repeat(sizes.size()))
                .append(" --- | --- |\n");
        rows.values().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private String line(Row row) {
        Kind kind = row.kind();
        Double target = kind.target();
        List<String> cells = new ArrayList<>(List.of(
                kind.what(),
                kind.unit(),
                target == null ? "" : (kind.better() == Better.LESS ? "≤ " : "≥ ") + text(target)));
        for (int size : sizes) {
            Double figure = row.figures().get(size);
            cells.add(figure == null ? "" : text(figure));
        }
        List<Double> figures = List.copyOf(row.figures().values());
        double last = figures.get(figures.size() - 1);
        cells.add(
                target == null
                        ? ""
                        : String.format(
                                Locale.ROOT, "%.2f", kind.better() == Better.LESS ? last / target : target / last));
        cells.add(
                figures.size() < 2 ? "" : String.format(Locale.ROOT, "× %.1f", last / figures.get(figures.size() - 2)));
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
