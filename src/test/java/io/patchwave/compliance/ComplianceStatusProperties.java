package io.patchwave.compliance;

import static io.patchwave.compliance.ComplianceStatus.COMPLIANT;
import static io.patchwave.compliance.ComplianceStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ComplianceStatusProperties {
    @Property
    void silence_is_never_compliance(@ForAll Verdict verdict, @ForAll boolean failed, @ForAll boolean waived) {
        assertThat(ComplianceStatus.of(verdict, false, failed, waived)).isEqualTo(UNKNOWN);
    }

    @Property
    void only_what_is_proven_patched_is_compliant(
            @ForAll Verdict verdict, @ForAll boolean answered, @ForAll boolean failed, @ForAll boolean waived) {
        if (ComplianceStatus.of(verdict, answered, failed, waived) == COMPLIANT) {
            assertThat(verdict).isEqualTo(Verdict.PATCHED);
            assertThat(answered).isTrue();
        }
    }
}
