package io.patchwave.exposure.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemedyTest {
    @ParameterizedTest
    @CsvSource({
        "kb4012213,UPDATE,KB4012213",
        "4012213,UPDATE,KB4012213",
        "openssl-libs-1:1.1.1k-14.el8_6.x86_64,RPM,openssl-libs-1:1.1.1k-14.el8_6.x86_64",
        "bash-4.4.20-4.el8.x86_64,RPM,bash-0:4.4.20-4.el8.x86_64",
        "openssl=3.0.15-1~deb12u1,DEB,openssl=3.0.15-1~deb12u1",
        "libssl3:amd64=3.0.15-1,DEB,libssl3=3.0.15-1",
        "linux=6.1.119-1,DEB,linux=6.1.119-1",
    })
    void remedies_are_read_in_the_spellings_people_use(String written, Remedy.Kind kind, String text) {
        assertThat(Objects.requireNonNull(Remedy.parse(written))).satisfies(remedy -> {
            assertThat(remedy.kind()).isEqualTo(kind);
            assertThat(remedy.text()).isEqualTo(text);
            assertThat(Remedy.parse(text)).isEqualTo(remedy);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "KB", "KB12", "patch everything", "bash", "openssl=", "=1.0", "OpenSSL = 3", "a=b"})
    void what_is_no_remedy_is_none(String written) {
        assertThat(Remedy.parse(written)).isNull();
    }

    @Test
    void a_package_name_that_looks_like_a_sentence_is_refused() {
        assertThat(Remedy.parse("x-1-1.el8 .x86_64")).isNull();
    }
}
