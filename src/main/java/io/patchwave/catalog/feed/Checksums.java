package io.patchwave.catalog.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Computes the checksums of a file while it is read; the checksum of a file as packed is over its packed bytes. */
final class Checksums extends FilterInputStream {
    private static final List<String> ALGORITHMS = List.of("SHA-1", "SHA-256", "SHA-512", "MD5");

    private final Map<String, MessageDigest> digests = new LinkedHashMap<>();
    private final Map<String, String> results = new LinkedHashMap<>();

    /** With {@code wanted} false it only passes on. */
    Checksums(InputStream in, boolean wanted) {
        super(in);
        for (String algorithm : wanted ? ALGORITHMS : List.<String>of()) {
            try {
                digests.put(algorithm, MessageDigest.getInstance(algorithm));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        if (octet >= 0) {
            digests.values().forEach(digest -> digest.update((byte) octet));
        }
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            digests.values().forEach(digest -> digest.update(buffer, offset, count));
        }
        return count;
    }

    @Override
    public void close() {
        // The archive goes on after this entry.
    }

    /** Reads what is left, so that the checksums are over the whole file. */
    void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        digests.forEach(
                (algorithm, digest) -> results.put(algorithm, HexFormat.of().formatHex(digest.digest())));
    }

    /** Whether the drained file has that checksum; {@code sha} is SHA-1 as old repositories write it. */
    boolean matches(String algorithm, String expected) {
        String name = switch (algorithm.toLowerCase(Locale.ROOT)) {
            case "sha", "sha1" -> "SHA-1";
            case "sha256" -> "SHA-256";
            case "sha512" -> "SHA-512";
            case "md5" -> "MD5";
            default -> "";
        };
        return expected.strip().toLowerCase(Locale.ROOT).equals(results.get(name));
    }
}
