package io.patchwave.catalog.feed;

import io.patchwave.catalog.Mirror.ModuleStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads {@code modules.yaml}. Every scalar is text: {@code stream: 5.30} and {@code context: 30353490} are no numbers. */
public final class ModulesReader {
    private static final int MOST_CHARACTERS = 256 << 20;

    private ModulesReader() {}

    /** The streams, and the default stream of each module that has one. */
    public record Modules(List<ModuleStream> streams, Map<String, String> defaults) {}

    /** Reads all documents of the file; kinds other than {@code modulemd} and {@code modulemd-defaults} are passed over. */
    public static Modules read(InputStream content, String file) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new FailsafeSchema())
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(MOST_CHARACTERS)
                .build();
        List<ModuleStream> streams = new ArrayList<>();
        Map<String, String> defaults = new TreeMap<>();
        try {
            for (Object document : new Load(settings).loadAllFromInputStream(content)) {
                if (document instanceof Map<?, ?> map) {
                    take(map, streams, defaults);
                }
            }
        } catch (YamlEngineException e) {
            throw new DocumentRefused(
                    file, "not readable YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ".");
        }
        return new Modules(streams, defaults);
    }

    private static void take(Map<?, ?> document, List<ModuleStream> streams, Map<String, String> defaults) {
        Map<?, ?> data = map(document.get("data"));
        String kind = text(document.get("document"));
        if (kind.equals("modulemd")) {
            streams.add(new ModuleStream(
                    text(data.get("name")),
                    text(data.get("stream")),
                    version(text(data.get("version"))),
                    text(data.get("context")),
                    text(data.get("static_context")).equals("true"),
                    requires(data.get("dependencies")),
                    texts(map(data.get("artifacts")).get("rpms"))));
        } else if (kind.equals("modulemd-defaults") && !text(data.get("stream")).isEmpty()) {
            defaults.put(text(data.get("module")), text(data.get("stream")));
        }
    }

    private static long version(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static List<Map<String, List<String>>> requires(@Nullable Object dependencies) {
        List<Map<String, List<String>>> alternatives = new ArrayList<>();
        if (dependencies instanceof List<?> list) {
            for (Object alternative : list) {
                Map<String, List<String>> required = new LinkedHashMap<>();
                map(map(alternative).get("requires"))
                        .forEach((module, streams) -> required.put(text(module), texts(streams)));
                alternatives.add(required);
            }
        }
        return alternatives;
    }

    private static Map<?, ?> map(@Nullable Object content) {
        return content instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<String> texts(@Nullable Object content) {
        return content instanceof List<?> list
                ? list.stream().map(ModulesReader::text).toList()
                : List.of();
    }

    private static String text(@Nullable Object content) {
        return content == null ? "" : String.valueOf(content);
    }
}
