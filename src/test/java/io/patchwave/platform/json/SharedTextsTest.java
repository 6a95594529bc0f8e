package io.patchwave.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Shared texts")
class SharedTextsTest {
    private final SharedTexts texts = new SharedTexts(4);

    @Test
    @DisplayName("equal texts become one object")
    void equalTextsBecomeOne() {
        String first = texts.of(fresh("bash"));

        assertThat(texts.of(fresh("bash"))).isSameAs(first);
    }

    @Test
    @DisplayName("a text never comes back as another, however many there are for a place")
    void neverAnother() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1000; i++) {
                assertThat(texts.of(fresh("package-" + i))).isEqualTo("package-" + i);
            }
        }
    }

    @Test
    @DisplayName("a table of no size or of more memory than anybody has is refused")
    void sizes() {
        assertThatThrownBy(() -> new SharedTexts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SharedTexts(25)).isInstanceOf(IllegalArgumentException.class);
    }

    /** An object of its own: literals are shared by the JVM. */
    private static String fresh(String text) {
        return new StringBuilder(text).toString();
    }
}
