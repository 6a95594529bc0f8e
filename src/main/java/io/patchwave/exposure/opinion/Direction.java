package io.patchwave.exposure.opinion;

/** Which of the two calls something missing. */
enum Direction {
    /** They list it; what it closes is closed here. */
    MISSING,
    /** Exposed here; they list nothing that closes it. */
    NOT_MISSING;

    /** The word of the API. */
    String word() {
        return this == MISSING ? "missing" : "not-missing";
    }
}
