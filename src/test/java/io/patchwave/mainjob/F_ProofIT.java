package io.patchwave.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The main job, 6: the auditor takes the CSV, and the audit log proves itself. */
@Order(6)
class F_ProofIT {
    private static final String HEADER = "host_id,machine_id,hostname,ip,os,os_build,group,owner,criticality,zone,"
            + "mlps_level,last_contact,evidence_at,advisory_id,advisory_type,remedies,cves,cvss,severity,kev_due,"
            + "published_at,remedy_released_at,first_seen_at,approved_at,approved_by,tested_at,wave,sla_rule_id,"
            + "clock_started_at,due_at,installed_at,verified_at,verified_by,satisfied_by,confidence,"
            + "reboot_pending_since,status,unknown_reason,days_open,days_over,waiver_id,waiver_until,evidence_hash";

    private final Server server = Server.running();

    @Test
    void the_compliance_csv_names_every_patched_machine_with_its_proof() {
        String csv = server.admin()
                .get("/api/v1/compliance/export?format=csv&grain=advisory")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        List<String> lines = csv.replace("\ufeff", "").lines().toList();
        assertThat(lines.get(0)).isEqualTo(HEADER);
        Map<String, List<String>> bySmb = lines.stream()
                .filter(line -> line.contains("MS17-010"))
                .collect(Collectors.groupingBy(line -> line.split(",", 4)[2]));
        List<String> verified = server.admin()
                .get("/api/v1/advisories/MS17-010/hosts?verdict=patched&limit=1000")
                .jsonPath()
                .getList("items.hostname");
        assertThat(verified)
                .isNotEmpty()
                .allSatisfy(hostname -> assertThat(bySmb.get(hostname))
                        .as("%s", hostname)
                        .anySatisfy(line -> assertThat(line).contains(",compliant,")));
    }

    @Test
    void the_summary_counts_the_same_machines() {
        server.admin().get("/api/v1/compliance/summary").then().statusCode(200).body("hosts", greaterThan(0));
    }

    @Test
    void the_audit_log_verifies() {
        Awaitility.await("all entries sealed")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> server.admin()
                        .get("/api/v1/audit/verify")
                        .then()
                        .statusCode(200)
                        .body("ok", equalTo(true))
                        .body("problems.size()", equalTo(0))
                        .body("entries", greaterThan(0)));
    }
}
