package io.patchwave.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileVersionTest {
    @ParameterizedTest
    @CsvSource({"6.1.7601.9,6.1.7601.10", "6.3.9600.18603,6.3.9600.18604", "10.0,10.0.0.1", "5.2.3790,6"})
    void numbers_are_compared_one_after_the_other(String older, String newer) {
        assertThat(FileVersion.of(older)).isLessThan(FileVersion.of(newer));
        assertThat(FileVersion.of(newer).isAtLeast(FileVersion.of(older))).isTrue();
    }

    @Test
    void what_is_missing_at_the_end_counts_as_nothing() {
        assertThat(FileVersion.of("10.0"))
                .isEqualTo(FileVersion.of("10.0.0.0"))
                .hasSameHashCodeAs(FileVersion.of("10.0.0"));
    }

    @Test
    void words_after_the_version_are_ignored() {
        assertThat(FileVersion.of("6.1.7601.23689 (win7sp1_ldr.170209-0600)")).hasToString("6.1.7601.23689");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version", ".1", "1..2"})
    void what_does_not_begin_with_a_version_is_none(String text) {
        assertThat(FileVersion.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"KB4012213,4012213", "kb4012213,4012213", "4012213,4012213", "KB 982861,982861"})
    void a_kb_number_is_read_with_and_without_its_letters(String text, int number) {
        assertThat(KbNumber.of(text)).isEqualTo(number);
        assertThat(KbNumber.text(number)).isEqualTo("KB" + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MS16-110", "KB", "File 1", "KB954155_WM9"})
    void other_texts_are_no_kb_numbers(String text) {
        assertThat(KbNumber.parse(text)).isEmpty();
    }
}
