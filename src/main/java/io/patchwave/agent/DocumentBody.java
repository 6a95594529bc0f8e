package io.patchwave.agent;

import io.patchwave.platform.input.BoundedInput;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.input.Limits;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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

    /** 415 for another encoding than gzip, 413 past the bounds, 422 when it does not inflate. */
    static DocumentBody read(InputStream body, @Nullable String encoding) {
        String coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        if (!coding.isEmpty() && !coding.equals("identity") && !coding.equals("gzip")) {
            throw new ProblemException(
                    PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding " + coding + " is not supported; send gzip or nothing.");
        }
        Kept kept = new Kept(body);
        try (InputStream content = BoundedInput.open(kept, Limits.DOCUMENT)) {
            byte[] document = content.readAllBytes();
            return new DocumentBody(document, kept.gzipOf(document));
        } catch (InputRefused e) {
            drain(body);
            throw new ProblemException(PlatformProblem.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ProblemException(
                    PlatformProblem.UNREADABLE_DOCUMENT, "The body does not inflate: " + e.getMessage());
        }
    }

    /** Keeps the beginning of what is read through it. */
    private static final class Kept extends FilterInputStream {
        private static final int MOST = 1 << 20;
        private static final int TRAILER = 8;

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        private boolean whole = true;

        Kept(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (octet >= 0) {
                keep(new byte[] {(byte) octet}, 0, 1);
            }
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                keep(buffer, offset, count);
            }
            return count;
        }

        private void keep(byte[] buffer, int offset, int count) {
            whole &= bytes.size() + count <= MOST;
            if (whole) {
                bytes.write(buffer, offset, count);
            }
        }

        /** What was read where it is gzip of exactly that: its trailer has the content's checksum and length. */
        byte @Nullable [] gzipOf(byte[] content) {
            byte[] raw = bytes.toByteArray();
            boolean gzip = whole && raw.length > 18 && raw[0] == 0x1f && raw[1] == (byte) 0x8b;
            if (!gzip || raw.length > content.length / 3) {
                return null;
            }
            CRC32 crc = new CRC32();
            crc.update(content);
            ByteBuffer trailer =
                    ByteBuffer.wrap(raw, raw.length - TRAILER, TRAILER).order(ByteOrder.LITTLE_ENDIAN);
            return trailer.getInt() == (int) crc.getValue() && trailer.getInt() == content.length ? raw : null;
        }
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
