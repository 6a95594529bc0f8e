package io.patchwave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SourceSizeTest {
    @Test
    void no_source_file_outgrows_400_lines() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".java")))
                    .allSatisfy(
                            f -> assertThat(Files.readAllLines(f)).as("%s", f).hasSizeLessThanOrEqualTo(400));
        }
    }
}
