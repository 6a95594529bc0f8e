package io.patchwave.compliance;

import io.patchwave.platform.problem.ProblemCatalogue;
import io.patchwave.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Compliance's own refusals. */
public enum ComplianceProblem implements ProblemType {
    EXPORT_NOT_READY("export-not-ready", 409, "The export has no content yet");

    private final String slug;
    private final int status;
    private final String title;

    ComplianceProblem(String slug, int status, String title) {
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
    static class Catalogue implements ProblemCatalogue {
        @Override
        public List<? extends ProblemType> types() {
            return List.of(values());
        }
    }
}
