package io.patchwave.exposure;

import io.patchwave.inventory.HostCriterion;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code GET /hosts?exposedTo=}: hosts whose verdict is exposed. */
@ApplicationScoped
class ExposedTo implements HostCriterion {
    private final ExposureService exposure;

    ExposedTo(ExposureService exposure) {
        this.exposure = exposure;
    }

    @Override
    public String name() {
        return "exposedTo";
    }

    @Override
    public Predicate predicate(String advisory) {
        if (!exposure.knows(advisory)) {
            throw ProblemException.invalid("exposedTo", "no advisory has the id " + advisory);
        }
        Set<UUID> hosts = exposure.exposedHosts(List.of(advisory));
        return hosts.isEmpty() ? new Predicate("1 = 0", List.of()) : new Predicate("h.id = any(?)", List.of(hosts));
    }
}
