package io.patchwave.platform.job;

/** What a kind of job does; one CDI bean per kind. */
public interface JobHandler {
    /** The kind, for example {@code catalog-import}. */
    String kind();

    /**
     * Does the work, outside any transaction of the caller: the handler opens its own and commits all or nothing. It may run
     * a second time after a crash, so it must be idempotent. A {@link io.patchwave.platform.problem.ProblemException} or
     * {@link java.io.IOException} fails the job with its message; anything else fails it with a reference number.
     */
    void run(JobRun run) throws Exception;
}
