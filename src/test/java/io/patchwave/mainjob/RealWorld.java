package io.patchwave.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.json.Json;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The real documents and machines of the shared folder. */
final class RealWorld implements World {
    private static final String IMPORTED = "xp_sp1_x86";

    private final Path data;
    private final JsonNode verdicts;
    private final Map<String, Set<String>> errata = new TreeMap<>();

    RealWorld(Path data) {
        this.data = data;
        this.verdicts = json(data.resolve("microsoft/ms17-010-verdicts.json"));
        for (JsonNode line : lines(data.resolve("yum/almalinux8/expected.ndjson.gz"))) {
            errata.put(line.get("id").asText(), texts(line.get("advisories")));
        }
    }

    @Override
    public List<Upload> catalog() {
        Path microsoft = data.resolve("microsoft");
        List<Path> months = new ArrayList<>(files(microsoft.resolve("cvrf")));
        months.addAll(files(microsoft.resolve("cvrf-fill")));
        return List.of(
                new Upload(
                        "format=windows-history&filename=windows-builds.tsv",
                        bytes(microsoft.resolve("windows-builds.tsv"))),
                new Upload("format=cvrf&filename=cvrf.zip", zip(months)),
                new Upload(
                        "format=repodata&filename=repodata.zip&mirror=almalinux8&for=almalinux:8",
                        zip(files(data.resolve("yum/almalinux8/repodata")))),
                new Upload(
                        "format=auto&filename=kev.json.gz",
                        bytes(data.resolve("kev/known_exploited_vulnerabilities.json.gz"))));
    }

    @Override
    public List<MachineDocument> windows() {
        return files(data.resolve("microsoft/hosts")).stream()
                .map(file -> new MachineDocument(stem(file), (ObjectNode) json(file)))
                .filter(machine -> !machine.name().equals(IMPORTED))
                .toList();
    }

    @Override
    public List<MachineDocument> linux() {
        return lines(data.resolve("yum/almalinux8/hosts.ndjson.gz")).stream()
                .map(line -> new MachineDocument(line.get("id").asText(), (ObjectNode) line))
                .toList();
    }

    @Override
    public String importedName() {
        return IMPORTED;
    }

    @Override
    public byte[] systeminfo() {
        return bytes(data.resolve("microsoft/systeminfo/" + IMPORTED + ".systeminfo.txt"));
    }

    @Override
    public Set<String> ms17010(String name) {
        Set<String> accepted = new TreeSet<>();
        for (JsonNode word : verdicts.get(name).get("accept")) {
            accepted.add(word.asText().equals("fixed") ? "patched" : word.asText());
        }
        return accepted;
    }

    @Override
    public Optional<Set<String>> openCves(String name) {
        return cves(name, "open");
    }

    @Override
    public Optional<Set<String>> unknownCves(String name) {
        return cves(name, "unknown");
    }

    @Override
    public Set<String> errata(String name) {
        return errata.get(name);
    }

    private Optional<Set<String>> cves(String name, String member) {
        JsonNode expected = json(data.resolve("microsoft/expected/" + name + ".json.gz"));
        if (expected.path("problem").asText("").startsWith("no-advisories")) {
            return Optional.empty();
        }
        Set<String> cves = new TreeSet<>();
        for (JsonNode group : expected.get(member)) {
            cves.addAll(texts(group.get("cves")));
        }
        return Optional.of(cves);
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceAll("\\.json(\\.gz)?$", "");
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream content = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return Json.mapper().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> lines(Path file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().map(Json::tree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] zip(List<Path> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
