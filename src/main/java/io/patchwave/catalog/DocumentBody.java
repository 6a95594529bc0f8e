package io.patchwave.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import io.patchwave.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Parsed content as it is stored: JSON, compressed, with the SHA-256 of the JSON; or a long list in parts. */
public final class DocumentBody {
    private static final byte[] EMPTY_LIST = of(List.of()).packed;

    private final byte[] packed;
    private final String digest;
    private final @Nullable DocumentParts parts;

    private DocumentBody(byte[] packed, String digest, @Nullable DocumentParts parts) {
        this.packed = packed;
        this.digest = digest;
        this.parts = parts;
    }

    /** Packs a value; equal values give equal digests. */
    public static DocumentBody of(Object content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DigestOutputStream counted = new DigestOutputStream(new GZIPOutputStream(bytes, 1 << 14), sha256());
            try (counted) {
                Json.mapper().writeValue(counted, content);
            }
            return new DocumentBody(
                    bytes.toByteArray(),
                    HexFormat.of().formatHex(counted.getMessageDigest().digest()),
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A long list; the body itself is the empty one. */
    public static DocumentBody of(DocumentParts parts) {
        return new DocumentBody(EMPTY_LIST, parts.digest(), parts);
    }

    /** SHA-256 over the JSON of the values. */
    static String digest(Object... contents) {
        try (DigestOutputStream nowhere = new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
            for (Object content : contents) {
                nowhere.write(Json.mapper().writeValueAsBytes(content));
            }
            return HexFormat.of().formatHex(nowhere.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One digest over several. */
    static String digestOf(String... digests) {
        MessageDigest all = sha256();
        for (String each : digests) {
            all.update(each.getBytes(StandardCharsets.US_ASCII));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    /** The value of packed bytes. */
    static <T> T read(byte[] packed, TypeReference<T> type) {
        try (InputStream in = unpacked(packed)) {
            return Json.mapper().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document cannot be read", e);
        }
    }

    /** The items of a packed list, one after the other. */
    static <T> void forEach(byte[] packed, Class<T> type, Consumer<T> taker) {
        try (InputStream in = unpacked(packed);
                MappingIterator<T> items = Json.mapper().readerFor(type).readValues(in)) {
            while (items.hasNextValue()) {
                taker.accept(items.nextValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document cannot be read", e);
        }
    }

    static InputStream unpacked(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 14);
    }

    byte[] packed() {
        return packed;
    }

    String digest() {
        return digest;
    }

    /** The parts of a long list; null for whatever is stored as one. */
    @Nullable DocumentParts parts() {
        return parts;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
