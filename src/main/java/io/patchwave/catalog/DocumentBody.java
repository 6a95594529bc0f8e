package io.patchwave.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import io.patchwave.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Parsed content as it is stored: JSON, compressed, with the SHA-256 of the JSON. */
public final class DocumentBody {
    private final byte[] packed;
    private final String digest;

    private DocumentBody(byte[] packed, String digest) {
        this.packed = packed;
        this.digest = digest;
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
                    HexFormat.of().formatHex(counted.getMessageDigest().digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** The value of packed bytes. */
    static <T> T read(byte[] packed, TypeReference<T> type) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 14)) {
            return Json.mapper().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document cannot be read", e);
        }
    }

    byte[] packed() {
        return packed;
    }

    String digest() {
        return digest;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
