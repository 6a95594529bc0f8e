package io.patchwave.agent;

import io.patchwave.rollout.AgentWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Joins check-ins with the work of rollouts. */
@ApplicationScoped
class RolloutWork implements PendingWork {
    private final AgentWork work;

    RolloutWork(AgentWork work) {
        this.work = work;
    }

    @Override
    public boolean hasWork(UUID hostId) {
        return work.hasWork(hostId);
    }

    @Override
    public void checkedIn(UUID hostId, @Nullable String bootId, boolean digestChanged) {
        work.checkedIn(hostId, digestChanged);
    }
}
