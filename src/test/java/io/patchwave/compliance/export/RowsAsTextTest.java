package io.patchwave.compliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.compliance.ComplianceRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsAsTextTest {
    @Test
    void the_first_line_of_csv_names_the_columns_of_the_contract() throws IOException {
        assertThat(text(ExportFormat.CSV, new ComplianceRow()).lines().findFirst())
                .contains("host_id,machine_id,hostname,ip,os,os_build,group,owner,criticality,zone,mlps_level,"
                        + "last_contact,evidence_at,advisory_id,advisory_type,remedies,cves,cvss,severity,kev_due,"
                        + "published_at,remedy_released_at,first_seen_at,approved_at,approved_by,tested_at,wave,"
                        + "sla_rule_id,clock_started_at,due_at,installed_at,verified_at,verified_by,satisfied_by,"
                        + "confidence,reboot_pending_since,status,unknown_reason,days_open,days_over,waiver_id,"
                        + "waiver_until,evidence_hash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+cmd", "-2", "@SUM(A1)", "\tx", "\rx"})
    void a_cell_that_a_spreadsheet_would_run_is_escaped(String cell) {
        assertThat(CsvRows.safe(cell)).isEqualTo("'" + cell);
    }

    @Test
    void several_values_stand_in_one_cell_and_quotes_hold() throws IOException {
        ComplianceRow row = new ComplianceRow()
                .with("hostname", "a \"quoted\", name")
                .with("remedies", List.of("KB4012213", "KB4012216"));
        assertThat(text(ExportFormat.CSV, row))
                .contains("\"a \"\"quoted\"\", name\"")
                .contains(",KB4012213;KB4012216,");
    }

    @Test
    void ndjson_leaves_empty_cells_out() throws IOException {
        assertThat(text(ExportFormat.NDJSON, new ComplianceRow().with("hostname", "srv-1")))
                .isEqualTo("{\"hostname\":\"srv-1\"}\n");
    }

    private static String text(ExportFormat format, ComplianceRow row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RowWriter writer = format.writer(bytes);
        writer.begin();
        writer.row(row);
        writer.end();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
