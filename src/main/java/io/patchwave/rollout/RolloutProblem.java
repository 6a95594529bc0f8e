package io.patchwave.rollout;

import io.patchwave.platform.problem.ProblemCatalogue;
import io.patchwave.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** Refusals of rollouts. */
public enum RolloutProblem implements ProblemType {
    NOT_SUPPORTED_YET("not-supported-yet", 400, "This comes with a later release"),
    NOT_POSSIBLE_NOW("rollout-state", 409, "The rollout's present state does not allow this"),
    NO_HOSTS("rollout-without-hosts", 409, "The rollout has no host to work on"),
    TOO_MANY_REPORTS("too-many-reports", 413, "More reports than one request may carry");

    private final String slug;
    private final int status;
    private final String title;

    RolloutProblem(String slug, int status, String title) {
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

    @ApplicationScoped
    static class Ours {
        @Produces
        @Singleton
        ProblemCatalogue rolloutProblems() {
            return () -> Arrays.asList(RolloutProblem.values());
        }
    }
}
