package io.patchwave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be read in a sitting is not read. */
class SourceSizeTest {
    private static final List<String> ENDINGS = List.of(".java", ".sql", ".html", ".css", ".js", ".sh", ".ps1");
    private static final List<String> NOT_OURS = List.of("__create_quartz.sql");

    @Test
    void no_source_file_outgrows_400_lines() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(SourceSizeTest::ours))
                    .isNotEmpty()
                    .allSatisfy(
                            f -> assertThat(Files.readAllLines(f)).as("%s", f).hasSizeLessThanOrEqualTo(400));
        }
    }

    private static boolean ours(Path file) {
        String name = file.toString();
        return ENDINGS.stream().anyMatch(name::endsWith) && NOT_OURS.stream().noneMatch(name::endsWith);
    }
}
