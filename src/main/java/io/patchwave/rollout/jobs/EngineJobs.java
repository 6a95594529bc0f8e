package io.patchwave.rollout.jobs;

import io.patchwave.rollout.RolloutTick;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Quartz ticks the engine on one server of the cluster; a late or doubled tick changes nothing. */
@ApplicationScoped
class EngineJobs {
    private final RolloutTick tick;

    EngineJobs(RolloutTick tick) {
        this.tick = tick;
    }

    @Scheduled(identity = "rollout-second", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void second() {
        tick.second();
    }

    @Scheduled(identity = "rollout-few-seconds", every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void fewSeconds() {
        tick.fewSeconds();
    }

    @Scheduled(identity = "rollout-minute", every = "60s", concurrentExecution = ConcurrentExecution.SKIP)
    void minute() {
        tick.minute();
    }
}
