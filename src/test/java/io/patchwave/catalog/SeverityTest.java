package io.patchwave.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table of severities (exposure rules, S). */
class SeverityTest {
    @ParameterizedTest
    @CsvSource({
        "msrc, Critical, CRITICAL",
        "msrc, Important, IMPORTANT",
        "msrc, Moderate, MODERATE",
        "msrc, Low, LOW",
        "msrc, None, NONE",
        "redhat, Critical, CRITICAL",
        "almalinux, Important, IMPORTANT",
        "rocky, Moderate, MODERATE",
        "oracle, LOW, LOW",
        "fedora, None, UNRATED",
        "almalinux, , UNRATED",
        "suse, critical, CRITICAL",
        "suse, moderate, MODERATE",
        "opensuse, , UNRATED",
        "amazon, medium, MODERATE",
        "amazon, Medium, MODERATE",
        "amazon, low, LOW",
        "openeuler, High, IMPORTANT",
        "openeuler, Medium, MODERATE",
        "ubuntu, high, IMPORTANT",
        "ubuntu, medium, MODERATE",
        "ubuntu, negligible, LOW",
        "debian, high**, UNRATED",
        "debian, medium, UNRATED",
        "other, custom_severity, UNRATED",
        "other, severity_1, UNRATED",
        "almalinux, ALSA-2022, UNRATED"
    })
    void a_publishers_word_becomes_ours(String source, String word, Severity ours) {
        assertThat(Severity.of(source, word, true)).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, CRITICAL",
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N, IMPORTANT",
        "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:H, MODERATE",
        "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N, LOW",
        "AV:L/AC:M/Au:N/C:C/I:N/A:N, MODERATE",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, UNRATED"
    })
    void a_vector_alone_is_scored(String vector, Severity ours) {
        assertThat(Severity.of("ubuntu", vector, true)).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({"9.8, CRITICAL", "9, CRITICAL", "8.9, IMPORTANT", "7, IMPORTANT", "4, MODERATE", "0.1, LOW", "0, NONE"})
    void scores_fall_into_classes(double score, Severity ours) {
        assertThat(Severity.ofScore(score)).isEqualTo(ours);
    }

    @Test
    void scores_are_those_of_the_specification() {
        assertThat(Cvss.baseScore("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"))
                .isEqualTo(10.0);
        assertThat(Cvss.baseScore("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"))
                .isEqualTo(9.8);
        assertThat(Cvss.baseScore("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H"))
                .isEqualTo(8.1);
        assertThat(Cvss.baseScore("AV:L/AC:M/Au:N/C:C/I:N/A:N")).isEqualTo(4.7);
    }

    @Test
    void a_bugfix_without_severity_has_none() {
        assertThat(Severity.of("almalinux", "None", false)).isEqualTo(Severity.NONE);
        assertThat(Severity.of("almalinux", null, false)).isEqualTo(Severity.NONE);
    }
}
