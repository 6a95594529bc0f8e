package io.patchwave.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.json.SharedTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads stored documents for keeping: equal short texts are one object, whichever document they come from. A package's name,
 * version and architecture stand in hundreds of advisories.
 */
final class StoredJson {
    private static final int SHARED_LENGTH = 64;

    private final SharedTexts texts = new SharedTexts(16);
    private final JsonMapper mapper;

    StoredJson() {
        SimpleModule sharing = new SimpleModule("shared-texts");
        sharing.addDeserializer(String.class, new Sharing());
        mapper = Json.mapper().rebuild().addModule(sharing).build();
    }

    /** The content of a document, or of one part of it: a list for kinds that hold many. */
    Object read(DocumentKind kind, byte[] packed) {
        return switch (kind) {
            case CVRF ->
                List.copyOf(read(packed, new TypeReference<WindowsMonth>() {}).statements());
            case UPDATEINFO -> read(packed, new TypeReference<List<RpmAdvisory>>() {});
            case OSV, PACKAGE_CVRF -> List.of(read(packed, new TypeReference<OsvAdvisory>() {}));
            case DSA -> read(packed, new TypeReference<List<DebAdvisory>>() {});
            case PACKAGES -> read(packed, new TypeReference<List<Mirror.OfferedPackage>>() {});
            case MODULES -> List.of(read(packed, new TypeReference<StoredModules>() {}));
            case HISTORY -> read(packed, new TypeReference<List<HistoryLine>>() {});
            case SHIPPED, KEV, EPSS -> throw new IllegalArgumentException(kind.word() + " is not kept");
        };
    }

    private <T> T read(byte[] packed, TypeReference<T> type) {
        try (InputStream in = DocumentBody.unpacked(packed)) {
            return mapper.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document cannot be read", e);
        }
    }

    private final class Sharing extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        Sharing() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            return text.length() > SHARED_LENGTH ? text : texts.of(text);
        }
    }
}
