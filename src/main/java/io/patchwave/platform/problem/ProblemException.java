package io.patchwave.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An expected refusal: becomes a problem document of its type, with a detail that says what to do. */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<Violation> violations;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    /** A refusal with a sentence for people. */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /** A refusal that names the members at fault. */
    public ProblemException(ProblemType type, String detail, List<Violation> violations) {
        super(detail);
        this.type = type;
        this.violations = List.copyOf(violations);
    }

    /** A refusal of one member of the request. */
    public static ProblemException invalid(String field, String message) {
        return new ProblemException(
                PlatformProblem.INVALID, field + ": " + message, List.of(new Violation(field, message)));
    }

    /** The thing addressed does not exist (or is not the caller's to see). */
    public static ProblemException notFound(String what, Object id) {
        return new ProblemException(PlatformProblem.NOT_FOUND, "No %s with id %s.".formatted(what, id));
    }

    /** Adds a response header, for example {@code Retry-After}. */
    public ProblemException withHeader(String name, String text) {
        headers.put(name, text);
        return this;
    }

    /** Adds an extension member to the document. */
    public ProblemException with(String member, Object content) {
        members.put(member, content);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Map<String, Object> members() {
        return members;
    }
}
