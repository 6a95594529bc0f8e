package io.patchwave.compliance;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the export: column name → cell, in the columns' order (design, 2). Cells are text as auditors read it; several
 * values in one cell are joined by {@code ;}, what is not known is null.
 */
public final class ComplianceRow {
    /** The columns, in their order. */
    public static final List<String> COLUMNS = List.of(
            "host_id",
            "machine_id",
            "hostname",
            "ip",
            "os",
            "os_build",
            "group",
            "owner",
            "criticality",
            "zone",
            "mlps_level",
            "last_contact",
            "evidence_at",
            "advisory_id",
            "advisory_type",
            "remedies",
            "cves",
            "cvss",
            "severity",
            "kev_due",
            "published_at",
            "remedy_released_at",
            "first_seen_at",
            "approved_at",
            "approved_by",
            "tested_at",
            "wave",
            "sla_rule_id",
            "clock_started_at",
            "due_at",
            "installed_at",
            "verified_at",
            "verified_by",
            "satisfied_by",
            "confidence",
            "reboot_pending_since",
            "status",
            "unknown_reason",
            "days_open",
            "days_over",
            "waiver_id",
            "waiver_until",
            "evidence_hash");

    private final Map<String, @Nullable String> cells = new LinkedHashMap<>();

    /** A row without any cell filled. */
    public ComplianceRow() {
        COLUMNS.forEach(column -> cells.put(column, null));
    }

    /** Fills a cell; null leaves it empty. A column that does not exist is our mistake. */
    public ComplianceRow with(String column, @Nullable Object content) {
        if (!cells.containsKey(column)) {
            throw new IllegalArgumentException("no column " + column);
        }
        if (content instanceof Collection<?> many) {
            cells.put(
                    column,
                    many.isEmpty()
                            ? null
                            : String.join(
                                    ";", many.stream().map(String::valueOf).toList()));
        } else {
            cells.put(column, content == null ? null : String.valueOf(content));
        }
        return this;
    }

    /** The cell, or null. */
    public @Nullable String get(String column) {
        return cells.get(column);
    }

    /** All cells in the columns' order. */
    public Map<String, @Nullable String> cells() {
        return cells;
    }
}
