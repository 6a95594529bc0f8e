package io.patchwave.access;

import io.patchwave.platform.problem.ProblemCatalogue;
import io.patchwave.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** What access refuses beyond the platform's problems. */
public enum AccessProblem implements ProblemType {
    USERNAME_TAKEN("username-taken", 409, "The user name is taken"),
    LAST_ADMIN("last-admin", 409, "The last admin cannot be removed"),
    WRONG_PASSWORD("wrong-password", 403, "The present password is not right"),
    ROLE_TOO_HIGH("role-too-high", 403, "The role is higher than one's own"),
    HOST_TOKEN_NEEDS_ADMIN("host-token-needs-admin", 403, "Only admins make enrolment tokens for a given host"),
    ENROLLMENT_TOKEN_INVALID("enrollment-token-invalid", 401, "The enrolment token opens nothing"),
    CONFLICT_DECIDED("enrollment-conflict-decided", 409, "The enrolment conflict is decided already");

    private final String slug;
    private final int status;
    private final String title;

    AccessProblem(String slug, int status, String title) {
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
    static class Catalogue {
        @Produces
        @Singleton
        ProblemCatalogue accessProblems() {
            return () -> Arrays.asList(AccessProblem.values());
        }
    }
}
