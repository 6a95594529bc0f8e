package io.patchwave.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The real dnf of this machine (Debian's packages {@code dnf} and {@code rpm}; {@code .ci/run} installs them). */
final class RealDnf {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("src/test/resources/proof/ask-dnf.py");

    private RealDnf() {}

    /** Skips the test, and says so, where dnf is not installed. */
    static void assumeHere() {
        boolean here = Files.isExecutable(Path.of("/usr/bin/rpmdb"))
                && Files.isExecutable(Path.of(PYTHON))
                && run(List.of(PYTHON, "-c", "import dnf, rpm"), null) == 0;
        if (!here) {
            System.out.println(
                    "SKIPPED: the differential test needs Debian's packages dnf and rpm (apt-get install dnf rpm).");
        }
        Assumptions.assumeTrue(here, "dnf and rpm are not installed");
    }

    /** Asks it about the machines; the repositories lie in {@code folder/repos/ID}. */
    static JsonNode ask(Path folder, List<DrawnHost> hosts) {
        try {
            Files.writeString(folder.resolve("dnf.conf"), "[main]\ngpgcheck=0\n");
            Map<String, Object> world = Map.of(
                    "platform",
                    "platform:el8",
                    "hosts",
                    hosts.stream().map(DrawnHost::question).toList());
            JSON.writeValue(folder.resolve("world.json").toFile(), world);
            Path answers = folder.resolve("answers.json");
            int code = run(List.of(PYTHON, SCRIPT.toString(), folder.toString()), answers);
            if (code != 0) {
                throw new IllegalStateException("dnf failed with " + code + ", see " + folder + "/*.log");
            }
            return JSON.readTree(answers.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of dnf: {@code ID NEVRA}. */
    static Set<String> rows(JsonNode rows) {
        Set<String> texts = new TreeSet<>();
        rows.forEach(row -> texts.add(row.get(0).textValue() + " " + row.get(1).textValue()));
        return texts;
    }

    /** Packages of dnf as NEVRA. */
    static Set<String> packages(JsonNode packages) {
        Set<String> texts = new TreeSet<>();
        packages.forEach(each -> texts.add(each.get(0).textValue() + "-"
                + each.get(1).textValue() + "." + each.get(2).textValue()));
        return texts;
    }

    /** The ids in rows. */
    static Set<String> ids(JsonNode rows) {
        Set<String> ids = new TreeSet<>();
        rows.forEach(row -> ids.add(row.get(0).textValue()));
        return ids;
    }

    private static int run(List<String> command, Path output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            if (output == null) {
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            } else {
                builder.redirectOutput(output.toFile());
                builder.redirectError(output.resolveSibling("dnf.log").toFile());
            }
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("dnf did not end: " + command);
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
