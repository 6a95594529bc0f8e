package io.patchwave.platform.input;

import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
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
    private static final class Bounded extends MeteredInput {
        private long left = MOST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        protected void passed(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw tooLarge();
            }
        }
    }
}
