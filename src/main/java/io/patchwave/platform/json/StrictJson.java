package io.patchwave.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.List;

/**
 * Requests mean what they say: a number is no word and no enum constant (the role {@code 0} must not be an admin), a member
 * stands once, nothing follows the document, times are RFC 3339 with a year of four digits, and texts hold neither NUL,
 * which PostgreSQL cannot keep, nor half a character. Durations are answered in ISO 8601.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {
    private static final List<CoercionInputShape> NO_TEXT =
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
        NO_TEXT.forEach(shape -> mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail));
        for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
            mapper.coercionConfigFor(type).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
        }
        mapper.registerModule(new SimpleModule("patchwave-strict")
                .addDeserializer(String.class, new Texts())
                .addDeserializer(Instant.class, new Times()));
    }

    private static boolean half(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Last, so that no other module's reader of times goes before ours. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    private static final class Texts extends StdScalarDeserializer<String> {
        @Serial
        private static final long serialVersionUID = 1;

        Texts() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && text.indexOf('\0') >= 0) {
                throw JsonMappingException.from(parser, "must not contain the character U+0000");
            }
            if (text != null && text.codePoints().anyMatch(StrictJson::half)) {
                throw JsonMappingException.from(parser, "must not contain half a surrogate pair");
            }
            return text;
        }
    }

    private static final class Times extends StdScalarDeserializer<Instant> {
        @Serial
        private static final long serialVersionUID = 1;

        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

        Times() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw JsonMappingException.from(parser, "must be a time like 2026-11-24T19:00:00Z");
            }
            Instant time = InstantDeserializer.INSTANT.deserialize(parser, context);
            if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
                throw JsonMappingException.from(parser, "must lie in the years 1 to 9999");
            }
            return time;
        }
    }
}
