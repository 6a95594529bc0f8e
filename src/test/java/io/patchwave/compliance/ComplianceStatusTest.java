package io.patchwave.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplianceStatusTest {
    @ParameterizedTest(name = "{0}, failed {1}, waived {2} is {3}")
    @CsvSource({
        "EXPOSED,        false, false, MISSING",
        "EXPOSED,        true,  false, FAILED",
        "EXPOSED,        false, true,  EXCEPTED",
        "EXPOSED,        true,  true,  EXCEPTED",
        "PENDING_REBOOT, false, false, PENDING_REBOOT",
        "PENDING_REBOOT, false, true,  PENDING_REBOOT",
        "MITIGATED,      false, false, MITIGATED",
        "MITIGATED,      false, true,  EXCEPTED",
        "PATCHED,        true,  true,  COMPLIANT",
        "UNAFFECTED,     false, false, NOT_APPLICABLE",
        "UNKNOWN,        false, true,  UNKNOWN",
    })
    void a_host_that_answered_has_the_status_of_the_table(
            Verdict verdict, boolean failed, boolean waived, ComplianceStatus expected) {
        assertThat(ComplianceStatus.of(verdict, true, failed, waived)).isEqualTo(expected);
    }
}
