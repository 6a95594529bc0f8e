package io.patchwave.inventory;

import io.patchwave.platform.problem.ProblemCatalogue;
import io.patchwave.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;

/** Refusals of hosts, groups and documents. */
public enum InventoryProblem implements ProblemType {
    DIGEST_MISMATCH("digest-mismatch", 422, "The document is not the one that was announced"),
    GROUP_NAME_TAKEN("group-name-taken", 409, "A group of this name exists"),
    HOST_RETIRED("host-retired", 409, "The host is retired"),
    HOST_ALREADY_ENROLLED("host-already-enrolled", 409, "A host with this machine id is enrolled");

    private final String slug;
    private final int status;
    private final String title;

    InventoryProblem(String slug, int status, String title) {
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
        ProblemCatalogue inventoryProblems() {
            return () -> Arrays.asList(InventoryProblem.values());
        }
    }
}
