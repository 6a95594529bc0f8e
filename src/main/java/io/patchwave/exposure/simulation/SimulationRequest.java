package io.patchwave.exposure.simulation;

import io.patchwave.exposure.CatalogRulings;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /exposure/simulate}. */
@Schema(
        description =
                "Name `remedies` to learn what they would close; name `advisories` alone to learn the smallest set"
                        + " of remedies that closes them. With both, only findings of these advisories count.")
record SimulationRequest(
        @Schema(
                description = "What is tried, at most 200: `KB4012213`, `openssl-libs-1:1.1.1k-14.el8_6.x86_64` or"
                        + " `openssl=3.0.15-1` (source, or binary as apt writes it)")
        @Nullable List<@Nullable String> remedies,

        @Schema(description = "Hosts in question, at most 100,000; not together with `group`") @Nullable List<@Nullable UUID> hosts,

        @Schema(description = "Id or name of a group of hosts in question") @Nullable String group,

        @Schema(description = "Advisories, CVEs or documents, at most 1,000") @Nullable List<@Nullable String> advisories,

        @Schema(
                description = "Which findings count where no advisories are named: `security` (default), `bugfix`,"
                        + " `enhancement`, `newpackage` or `all`")
        @Nullable String kind) {
    private static final int REMEDIES = 200;
    private static final int ADVISORIES = 1000;
    private static final int HOSTS = 100_000;
    private static final Set<String> KINDS = Set.of("security", "bugfix", "enhancement", "newpackage", "all");

    /** The question; 400 names the members that are wrong. */
    SimulationService.Question question(CatalogRulings catalog) {
        List<Violation> wrong = new ArrayList<>();
        if (remedies == null && advisories == null) {
            wrong.add(new Violation("remedies", "send `remedies`, `advisories`, or both"));
        }
        if (hosts != null && group != null) {
            wrong.add(new Violation("group", "send either `hosts` or `group`"));
        }
        if (kind != null && !KINDS.contains(kind)) {
            wrong.add(new Violation(
                    "kind", "must be one of security, bugfix, enhancement, newpackage, all; was " + kind));
        }
        bound(wrong, "remedies", remedies, REMEDIES);
        bound(wrong, "advisories", advisories, ADVISORIES);
        bound(wrong, "hosts", hosts, HOSTS);
        refuse(wrong);
        List<Remedy> tried = remedies(wrong);
        Set<String> named = advisories(wrong, catalog);
        refuse(wrong);
        return new SimulationService.Question(
                tried, hosts == null ? null : List.copyOf(hosts), group, named, kind == null ? "security" : kind);
    }

    private static void bound(List<Violation> wrong, String field, @Nullable List<?> list, int most) {
        if (list != null && (list.isEmpty() || list.size() > most)) {
            wrong.add(new Violation(field, "must name 1 to " + most + ", named " + list.size()));
        } else if (list != null && list.contains(null)) {
            wrong.add(new Violation(field + "[" + list.indexOf(null) + "]", "must not be null"));
        }
    }

    private List<Remedy> remedies(List<Violation> wrong) {
        List<Remedy> tried = new ArrayList<>();
        List<@Nullable String> written = remedies == null ? List.of() : remedies;
        for (int i = 0; i < written.size(); i++) {
            Remedy remedy = Remedy.parse(String.valueOf(written.get(i)));
            if (remedy == null) {
                wrong.add(new Violation(
                        "remedies[" + i + "]",
                        "must be a KB number, name-epoch:version-release.arch or source=version"));
            } else {
                tried.add(remedy);
            }
        }
        return tried.stream().distinct().toList();
    }

    private Set<String> advisories(List<Violation> wrong, CatalogRulings catalog) {
        Set<String> named = new LinkedHashSet<>();
        List<@Nullable String> written = advisories == null ? List.of() : advisories;
        for (int i = 0; i < written.size(); i++) {
            String id = String.valueOf(written.get(i));
            if (!catalog.knows(id)) {
                wrong.add(new Violation("advisories[" + i + "]", "no advisory has this id"));
            }
            named.add(id);
        }
        return named;
    }

    private static void refuse(List<Violation> wrong) {
        if (!wrong.isEmpty()) {
            Violation first = wrong.get(0);
            throw new ProblemException(PlatformProblem.INVALID, first.field() + ": " + first.message(), wrong);
        }
    }
}
