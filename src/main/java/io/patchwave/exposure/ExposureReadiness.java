package io.patchwave.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before every set in use has been evaluated once at the catalog of the start. */
@Readiness
@ApplicationScoped
class ExposureReadiness implements HealthCheck {
    private final Evaluations evaluations;

    ExposureReadiness(Evaluations evaluations) {
        this.evaluations = evaluations;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("exposure").status(evaluations.ready()).build();
    }
}
