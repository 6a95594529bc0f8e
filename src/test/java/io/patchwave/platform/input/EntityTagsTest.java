package io.patchwave.platform.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntityTagsTest {
    @Test
    void one_or_several_weak_or_strong_quoted_or_not() {
        assertThat(EntityTags.of(null)).isEmpty();
        assertThat(EntityTags.of(" ")).isEmpty();
        assertThat(EntityTags.of("\"a\"")).containsExactly("a");
        assertThat(EntityTags.of("\"\"")).containsExactly("");
        assertThat(EntityTags.of("\"")).isEmpty();
        assertThat(EntityTags.of("a")).containsExactly("a");
        assertThat(EntityTags.of("W/\"a\"")).containsExactly("a");
        assertThat(EntityTags.of("\"a\", W/\"b\"")).containsExactlyInAnyOrder("a", "b");
        assertThat(EntityTags.of("\"a\" ")).containsExactly("a");
    }
}
