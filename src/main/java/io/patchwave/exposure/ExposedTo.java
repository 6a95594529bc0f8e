package io.patchwave.exposure;

import io.patchwave.inventory.HostCriterion;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/** {@code GET /hosts?exposedTo=}: hosts whose verdict is exposed. */
@ApplicationScoped
class ExposedTo implements HostCriterion {
    /** A database looks up the ids that a query gives; H2 compares every row with the whole array of {@code = any(?)}. */
    private static final String AMONG =
            "h.id in (select exposed.id from unnest(cast(? as uuid array)) as exposed (id))";

    private static final int NAMED_AT_MOST = 500;

    private final FleetAnswers fleet;
    private final AdvisoryBook book;

    ExposedTo(FleetAnswers fleet, AdvisoryBook book) {
        this.fleet = fleet;
        this.book = book;
    }

    @Override
    public String name() {
        return "exposedTo";
    }

    @Override
    public Predicate predicate(String advisory) {
        if (!book.current().knows(advisory)) {
            throw ProblemException.invalid("exposedTo", "no advisory has the id " + advisory);
        }
        BitSet exposed = fleet.verdicts(fleet.asked(List.of(advisory))).of(Verdict.EXPOSED);
        if (exposed.isEmpty()) {
            return new Predicate("1 = 0", List.of());
        }
        if (exposed.cardinality() > NAMED_AT_MOST) {
            return new Predicate("1 = 1", List.of(), fleet.among(exposed));
        }
        List<UUID> ids = fleet.hosts(exposed).stream().map(HostEntry::id).toList();
        return new Predicate(AMONG, List.of(ids));
    }
}
