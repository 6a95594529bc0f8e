package io.patchwave.agent;

import io.patchwave.platform.input.BoundedInput;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.input.Limits;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A host's document out of a request, inflated, under a bound on size and ratio, never more than that in memory.
 *
 * @param content uncompressed
 * @param packed the same as it came, where that was one gzip of a third at most; or null
 */
record DocumentBody(byte[] content, byte @Nullable [] packed) {
    /** What is read and thrown away so that the refusal reaches a sender that is still busy sending. */
    private static final long DRAINED = 1L << 30;

    /** What is longer goes through in pieces. */
    private static final int IN_MEMORY = 1 << 20;

    private static final int TRAILER = 8;

    /** 415 for another encoding than gzip, 413 past the bounds, 422 when it does not inflate. */
    static DocumentBody read(InputStream body, @Nullable String encoding) {
        String coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        if (!coding.isEmpty() && !coding.equals("identity") && !coding.equals("gzip")) {
            throw new ProblemException(
                    PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding " + coding + " is not supported; send gzip or nothing.");
        }
        try {
            byte[] raw = body.readNBytes(IN_MEMORY);
            if (raw.length < IN_MEMORY && isPlain(raw)) {
                return new DocumentBody(raw, null);
            }
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(raw), body);
            try (InputStream content = BoundedInput.open(whole, Limits.DOCUMENT)) {
                byte[] document = content.readAllBytes();
                return new DocumentBody(document, raw.length < IN_MEMORY && isGzipOf(raw, document) ? raw : null);
            }
        } catch (InputRefused e) {
            drain(body);
            throw new ProblemException(PlatformProblem.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ProblemException(
                    PlatformProblem.UNREADABLE_DOCUMENT, "The body does not inflate: " + e.getMessage());
        }
    }

    /** Whether it begins as a JSON object does, so that nothing has to be inflated. */
    private static boolean isPlain(byte[] raw) {
        for (byte octet : raw) {
            if (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t') {
                return octet == '{';
            }
        }
        return true;
    }

    /** Whether it is gzip of exactly that, a third of it at most: its trailer has the content's checksum and length. */
    private static boolean isGzipOf(byte[] raw, byte[] content) {
        boolean gzip = raw.length > 18 && raw[0] == 0x1f && raw[1] == (byte) 0x8b;
        if (!gzip || raw.length > content.length / 3) {
            return false;
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        ByteBuffer trailer = ByteBuffer.wrap(raw, raw.length - TRAILER, TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        return trailer.getInt() == (int) crc.getValue() && trailer.getInt() == content.length;
    }

    private static void drain(InputStream body) {
        byte[] waste = new byte[1 << 16];
        try {
            long drained = 0;
            for (int count = 0; count >= 0 && drained < DRAINED; count = body.read(waste)) {
                drained += count;
            }
        } catch (IOException e) {
            // The sender is gone: nobody waits for the refusal.
            return;
        }
    }
}
