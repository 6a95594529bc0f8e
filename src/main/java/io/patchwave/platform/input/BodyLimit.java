package io.patchwave.platform.input;

import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Bounds the body of every call that is not an upload with a bound of its own: 8 MiB, which a rollout that names 100,000 hosts
 * still fits. The server's own limit is that of uploads.
 */
@Provider
@PreMatching
class BodyLimit implements ContainerRequestFilter {
    private static final long MOST = 8L << 20;
    private static final List<String> UPLOADS = List.of(
            "/api/v1/catalog/imports",
            "/api/v1/hosts/imports",
            "/agent/v1/inventory",
            "/agent/v1/facts",
            "/agent/v1/reports");

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String path = request.getUriInfo().getPath();
        if (request.getHeaderString("Content-Type") == null || UPLOADS.stream().anyMatch(path::startsWith)) {
            return;
        }
        if (request.getLength() > MOST) {
            throw tooLarge();
        }
        if (request.getLength() < 0) {
            request.setEntityStream(new Bounded(request.getEntityStream()));
        }
    }

    private static ProblemException tooLarge() {
        return new ProblemException(PlatformProblem.TOO_LARGE, "The body of this call has at most 8 MiB.");
    }

    /** A body that does not say how long it is. */
    private static final class Bounded extends FilterInputStream {
        private long left = MOST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) {
            left -= more;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
