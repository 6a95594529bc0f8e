package io.patchwave.agent;

import io.patchwave.platform.input.BoundedInput;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.input.Limits;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a host's document out of a request, inflated, under a bound on size and ratio, never more than that in memory. */
final class DocumentBody {
    /** What is read and thrown away so that the refusal reaches a sender that is still busy sending. */
    private static final long DRAINED = 1L << 30;

    private DocumentBody() {}

    /** The uncompressed bytes; 415 for another encoding than gzip, 413 past the bounds, 422 when it does not inflate. */
    static byte[] read(InputStream body, @Nullable String encoding) {
        String coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        if (!coding.isEmpty() && !coding.equals("identity") && !coding.equals("gzip")) {
            throw new ProblemException(
                    PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding " + coding + " is not supported; send gzip or nothing.");
        }
        try (InputStream content = BoundedInput.open(body, Limits.DOCUMENT)) {
            return content.readAllBytes();
        } catch (InputRefused e) {
            drain(body);
            throw new ProblemException(PlatformProblem.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ProblemException(
                    PlatformProblem.UNREADABLE_DOCUMENT, "The body does not inflate: " + e.getMessage());
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
