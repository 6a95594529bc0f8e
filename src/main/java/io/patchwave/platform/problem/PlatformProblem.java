package io.patchwave.platform.problem;

/** Refusals that any endpoint may answer with. */
public enum PlatformProblem implements ProblemType {
    INVALID("invalid-request", 400, "The request is not valid"),
    MALFORMED_JSON("malformed-json", 400, "The body is not well-formed JSON"),
    UNKNOWN_MEMBER("unknown-member", 400, "The body has a member this call does not know"),
    CURSOR_MISMATCH("cursor-mismatch", 400, "The cursor belongs to another query"),
    UNAUTHORIZED("unauthorized", 401, "Credentials are missing or not valid"),
    FORBIDDEN("forbidden", 403, "The credentials do not allow this"),
    NOT_FOUND("not-found", 404, "Not found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
    NOT_ACCEPTABLE("not-acceptable", 406, "No representation fits the Accept header"),
    CONFLICT("conflict", 409, "The present state does not allow this"),
    PRECONDITION_FAILED("precondition-failed", 412, "The resource has changed in the meantime"),
    TOO_LARGE("too-large", 413, "The body is larger than allowed"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Media type or encoding is not supported"),
    IDEMPOTENCY_MISMATCH("idempotency-key-reused", 422, "The idempotency key was used with another body"),
    UNREADABLE_DOCUMENT("unreadable-document", 422, "The document cannot be read"),
    PRECONDITION_REQUIRED("precondition-required", 428, "If-Match is required"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
    INTERNAL("internal-error", 500, "Unexpected error"),
    UNAVAILABLE("unavailable", 503, "Temporarily unavailable");

    private final String slug;
    private final int status;
    private final String title;

    PlatformProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
