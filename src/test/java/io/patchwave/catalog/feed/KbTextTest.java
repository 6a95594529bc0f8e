package io.patchwave.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dirt of Microsoft's documents. */
class KbTextTest {
    @ParameterizedTest
    @CsvSource({
        "4012213, KB4012213",
        "KB4012213, KB4012213",
        "kb4012213, KB4012213",
        "'4012213 ', KB4012213",
        "Security Update 955430, KB955430",
        "(4012213), KB4012213"
    })
    void the_first_number_of_six_or_seven_digits_is_the_kb(String description, String kb) {
        assertThat(KbText.first(description)).isEqualTo(kb);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Release Notes",
                "Click to Run",
                "",
                "kernel",
                "python3",
                "12345",
                "40122134",
                "linux-5.15.123456",
                "10.0.4012213",
                "v4012213",
                "4012213.1",
                "build_4012213"
            })
    void other_texts_are_no_remedy(String description) {
        assertThat(KbText.first(description)).isNull();
    }

    @Test
    void supersedence_may_hold_several_and_bulletins_are_no_kbs() {
        assertThat(KbText.all("MS16-110, 3187754")).containsExactly("KB3187754");
        assertThat(KbText.all("4012213; 4012216")).containsExactly("KB4012213", "KB4012216");
        assertThat(KbText.all("4012213<br><br>4012216")).containsExactly("KB4012213", "KB4012216");
        assertThat(KbText.all("4012213, 4012213")).containsExactly("KB4012213");
        assertThat(KbText.all("None")).isEmpty();
        assertThat(KbText.all("MS16-110")).isEmpty();
        assertThat(KbText.all("15.6.5")).isEmpty();
    }
}
