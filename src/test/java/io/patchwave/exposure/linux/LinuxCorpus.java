package io.patchwave.exposure.linux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchwave.catalog.Corpus;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.LinuxSoftware;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** Inventories and expected answers of {@code ../shared/data}. */
public final class LinuxCorpus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LinuxCorpus() {}

    /** The lines of a compressed NDJSON file by their {@code id}. */
    public static Map<String, JsonNode> lines(String path) {
        Corpus.assumeHere();
        Map<String, JsonNode> lines = new LinkedHashMap<>();
        try (InputStream raw = Files.newInputStream(Corpus.DATA.resolve(path));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode node = JSON.readTree(line);
                lines.put(node.get("id").textValue(), node);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** The hosts of a folder below {@code yum}. */
    public static Map<String, LinuxSoftware> yumHosts(String name) {
        Map<String, LinuxSoftware> hosts = new LinkedHashMap<>();
        lines("yum/" + name + "/hosts.ndjson.gz").forEach((id, node) -> hosts.put(id, parse(node)));
        return hosts;
    }

    /** A machine of {@code linux/hosts}. */
    public static LinuxSoftware host(String name) {
        return parse(json("linux/hosts/" + name + ".json"));
    }

    /** A JSON document. */
    public static JsonNode json(String path) {
        Corpus.assumeHere();
        try {
            return JSON.readTree(Files.readAllBytes(Corpus.DATA.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of a list. */
    public static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    /** The names of an object's members. */
    public static Set<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return new TreeSet<>(names);
    }

    static LinuxSoftware parse(JsonNode node) {
        try {
            return (LinuxSoftware)
                    InventoryDocument.parse(JSON.writeValueAsBytes(node)).software();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
