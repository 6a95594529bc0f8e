package io.patchwave.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The real apt of this machine, on folders of its own: no network, no root of the system touched. */
final class RealApt {
    private static final Pattern LISTED =
            Pattern.compile("(\\S+)/(\\S+) (\\S+) (\\S+) \\[upgradable from: (\\S+)\\].*");
    private static final Pattern INSTALLED = Pattern.compile("Inst (\\S+) \\[(\\S+)\\] \\((\\S+) .*\\[(\\S+)\\]\\).*");

    /** An upgrade of apt's: {@code suites} are all that have it. */
    record Upgrade(String installed, String candidate, List<String> suites) {}

    private final Path folder;

    RealApt(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Skips the test, and says so, on a machine that is no Debian. */
    static void assumeHere() {
        boolean here = Files.isExecutable(Path.of("/usr/bin/apt-get"));
        if (!here) {
            System.out.println("SKIPPED: the differential test of apt needs a Debian machine.");
        }
        Assumptions.assumeTrue(here, "apt is not installed");
    }

    /** Reads the indexes of all suites below {@code folder/archive}. */
    void update() {
        for (String part : List.of("state/lists/partial", "cache/archives/partial", "log")) {
            create(folder.resolve(part));
        }
        write("all.list", sources(DrawnApt.SUITES));
        write("status", "");
        run("all.list", "status", "apt-get", "update");
    }

    /** {@code apt list --upgradable}, by {@code name:arch}. */
    Map<String, Upgrade> upgradable(DrawnDebian host) {
        Map<String, Upgrade> upgrades = new TreeMap<>();
        for (String line : ask(host, "apt", "list", "--upgradable")) {
            Matcher matcher = LISTED.matcher(line);
            if (matcher.matches()) {
                List<String> suites =
                        Arrays.stream(matcher.group(2).split(",")).distinct().toList();
                upgrades.put(
                        matcher.group(1) + ":" + matcher.group(4),
                        new Upgrade(matcher.group(5), matcher.group(3), suites));
            }
        }
        return upgrades;
    }

    /** What {@code apt-get dist-upgrade} would install: {@code name:arch}, with the version. */
    Map<String, String> upgraded(DrawnDebian host) {
        Map<String, String> installed = new TreeMap<>();
        for (String line : ask(host, "apt-get", "-s", "dist-upgrade")) {
            Matcher matcher = INSTALLED.matcher(line);
            if (matcher.matches()) {
                String name = matcher.group(1).replaceFirst(":.*", "");
                installed.put(name + ":" + matcher.group(4), matcher.group(3));
            }
        }
        return installed;
    }

    private List<String> ask(DrawnDebian host, String... command) {
        write("host.list", sources(host.suites()));
        write("host.status", host.statusFile());
        return run("host.list", "host.status", command);
    }

    private String sources(List<String> suites) {
        StringBuilder text = new StringBuilder();
        suites.forEach(suite -> text.append("deb [trusted=yes] file:")
                .append(folder.resolve("archive"))
                .append(' ')
                .append(suite)
                .append(" main\n"));
        return text.toString();
    }

    private List<String> run(String sources, String status, String... command) {
        List<String> line = new ArrayList<>(List.of(command[0]));
        Map<String, String> options = new TreeMap<>(Map.of(
                "Dir::State",
                folder.resolve("state").toString(),
                "Dir::State::status",
                folder.resolve(status).toString(),
                "Dir::Cache",
                folder.resolve("cache").toString(),
                "Dir::Log",
                folder.resolve("log").toString(),
                "Dir::Etc::sourcelist",
                folder.resolve(sources).toString(),
                "Dir::Etc::sourceparts",
                "-",
                "Dir::Etc::preferencesparts",
                "-",
                "Dir::Etc::preferences",
                "-",
                "APT::Architecture",
                "amd64",
                "APT::Sandbox::User",
                "root"));
        options.put("Acquire::Languages", "none");
        options.put("Dir::Cache::pkgcache", "");
        options.put("Dir::Cache::srcpkgcache", "");
        options.forEach((name, value) -> line.addAll(List.of("-o", name + "=" + value)));
        line.addAll(List.of("-o", "APT::Architectures::=amd64", "-o", "APT::Architectures::=i386"));
        line.addAll(Arrays.asList(command).subList(1, command.length));
        try {
            Path out = folder.resolve("apt.out");
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.redirectOutput(out.toFile())
                    .redirectError(folder.resolve("apt.log").toFile());
            Process process = builder.start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("apt failed: " + line + ", see " + folder + "/apt.log");
            }
            return Files.readAllLines(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(create(folder).resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
