package io.patchwave.platform.problem;

/**
 * One kind of refusal in the published list. Agents and the console decide by {@link #uri()}, people read the detail,
 * nobody parses prose. Each feature lists its own in an enum.
 */
public interface ProblemType {
    /** Stable last part of the type's path, for example {@code host-already-enrolled}. */
    String slug();

    /** HTTP status, 400 to 503. */
    int status();

    /** Short text, the same for every occurrence. */
    String title();

    /** Absolute path that identifies the type (RFC 9457, 3.1.1). */
    default String uri() {
        return "/problems/" + slug();
    }
}
