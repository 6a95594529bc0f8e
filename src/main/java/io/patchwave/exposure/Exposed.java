package io.patchwave.exposure;

import io.patchwave.catalog.AdvisoryCriterion;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** {@code GET /advisories?exposed=}: advisories that some active host is exposed to, or the others. */
@ApplicationScoped
class Exposed implements AdvisoryCriterion {
    /** H2 compares each row with the whole array of {@code = any(?)}, but looks up what a query gives. */
    private static final String AMONG =
            "a.uid in (select exposed.uid from unnest(cast(? as text array)) as exposed (uid))";

    private static final int NAMED_AT_MOST = 500;

    private final FleetAnswers fleet;

    Exposed(FleetAnswers fleet) {
        this.fleet = fleet;
    }

    @Override
    public String name() {
        return "exposed";
    }

    @Override
    public Condition condition(String written) {
        if (!written.equals("true") && !written.equals("false")) {
            throw ProblemException.invalid("exposed", "must be true or false, was " + written);
        }
        boolean exposed = written.equals("true");
        Set<String> ids = fleet.exposedAdvisories();
        if (ids.isEmpty()) {
            return new Condition(exposed ? "1 = 0" : "1 = 1", List.of());
        }
        if (ids.size() > NAMED_AT_MOST) {
            return new Condition("1 = 1", List.of(), exposed ? ids::contains : id -> !ids.contains(id));
        }
        return new Condition(exposed ? AMONG : "not (" + AMONG + ")", List.of(ids));
    }
}
