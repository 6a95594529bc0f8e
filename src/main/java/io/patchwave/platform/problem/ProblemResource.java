package io.patchwave.platform.problem;

import io.quarkus.arc.All;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The published list of problem types. */
@Path("/problems")
class ProblemResource {
    private final List<ProblemCatalogue> catalogues;

    ProblemResource(@All List<ProblemCatalogue> catalogues) {
        this.catalogues = catalogues;
    }

    /** One entry of the list. */
    record Entry(String type, int status, String title) {}

    @GET
    @PermitAll
    public List<Entry> list() {
        return catalogues.stream()
                .flatMap(catalogue -> catalogue.types().stream())
                .map(type -> new Entry(type.uri(), type.status(), type.title()))
                .sorted(Comparator.comparing(Entry::type))
                .toList();
    }

    @GET
    @Path("/{slug}")
    @PermitAll
    public Entry one(@org.jboss.resteasy.reactive.RestPath String slug) {
        return list().stream()
                .filter(entry -> entry.type().equals("/problems/" + slug))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("problem type", slug));
    }

    @ApplicationScoped
    static class Ours {
        @Produces
        @Singleton
        ProblemCatalogue platformProblems() {
            return () -> Arrays.asList(PlatformProblem.values());
        }
    }
}
