package io.patchwave.platform.id;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Tokens: prefix ({@code pwa_} agent, {@code pwe_} enrolment, {@code pwu_} person), 32 random bytes in base62 (43
 * characters), and a checksum of 6 characters, so that secret scanners find them and a typing error is told before any
 * look-up. Stored as SHA-256 only, which is right for secrets of 256 bits.
 */
public final class Secrets {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BODY = 43;
    private static final int CHECKSUM = 6;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final MessageDigest SHA_256 = sha256();

    private Secrets() {}

    /** A new secret with the given prefix, for example {@code pwa_}. */
    public static String create(String prefix) {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        String start = prefix + base62(new BigInteger(1, bytes), BODY);
        return start + checksum(start);
    }

    /** Whether the text has the form of a secret with that prefix and its checksum holds. */
    public static boolean wellFormed(String prefix, String secret) {
        if (!secret.startsWith(prefix) || secret.length() != prefix.length() + BODY + CHECKSUM) {
            return false;
        }
        String start = secret.substring(0, secret.length() - CHECKSUM);
        return MessageDigest.isEqual(
                checksum(start).getBytes(StandardCharsets.US_ASCII),
                secret.substring(secret.length() - CHECKSUM).getBytes(StandardCharsets.US_ASCII));
    }

    /** Lower-case hexadecimal SHA-256 of the text's UTF-8 bytes. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lower-case hexadecimal SHA-256 of the bytes. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** A fresh SHA-256 digest: a copy of an unused one, which costs a tenth of a look-up among the security providers. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    /** Every Java platform has one. */
    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM];
        long rest = crc.getValue();
        for (int at = CHECKSUM - 1; at >= 0; at--) {
            digits[at] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }

    private static String base62(BigInteger number, int length) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = number;
        BigInteger base = BigInteger.valueOf(62);
        while (text.length() < length) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }
}
