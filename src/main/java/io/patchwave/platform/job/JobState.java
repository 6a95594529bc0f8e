package io.patchwave.platform.job;

/** Where a job stands; {@code held} waits for a person. */
public enum JobState {
    QUEUED,
    RUNNING,
    HELD,
    SUCCEEDED,
    FAILED;

    /** The word of the API. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
