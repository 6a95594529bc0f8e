package io.patchwave.catalog;

import io.patchwave.platform.problem.ProblemCatalogue;
import io.patchwave.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** Refusals of the catalog. */
public enum CatalogProblem implements ProblemType {
    UNKNOWN_FORMAT("unknown-format", 400, "The format is not one this server reads"),
    NOTHING_READABLE("nothing-readable", 422, "Nothing in the upload could be read");

    private final String slug;
    private final int status;
    private final String title;

    CatalogProblem(String slug, int status, String title) {
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
        ProblemCatalogue catalogProblems() {
            return () -> Arrays.asList(CatalogProblem.values());
        }
    }
}
