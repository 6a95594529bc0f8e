package io.patchwave.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The README's five minutes, pasted: what a newcomer tries first must work. */
@Order(7)
class G_TourIT {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private final Server server = Server.running();

    @Test
    void the_tour_works_when_pasted() throws Exception {
        String output = run(tour());

        assertThat(output)
                .contains("\"id\":\"MS17-010\"")
                .contains("\"hostname\":\"tour-srv\"")
                .contains("\"verdict\":\"exposed\"")
                .contains("\"verified\":1")
                .contains(",compliant,")
                .contains("\"ok\":true")
                .doesNotContain("/problems/");
    }

    private String tour() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        return BLOCK.matcher(readme)
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"))
                .replace("http://localhost:8080", server.uri().toString())
                .replace(
                        "data/initial-admin-password",
                        server.data().resolve("initial-admin-password").toString());
    }

    private String run(String script) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(server.data().resolve("tour"));
        Path file = Files.writeString(folder.resolve("tour.sh"), script);
        Path output = folder.resolve("tour.out");
        Process shell = new ProcessBuilder("sh", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(shell.waitFor(2, TimeUnit.MINUTES)).as("the tour ends").isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
