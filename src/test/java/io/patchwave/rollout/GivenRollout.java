package io.patchwave.rollout;

import io.patchwave.exposure.Remedies;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.json.Json;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A running rollout without hosts in the inventory: the engine alone. Proofs are said by the test. */
@ApplicationScoped
class GivenRollout {
    private final Rollouts rollouts;
    private final Waves waves;
    private final Targets targets;
    private final Assignments assignments;
    private final Ledgers ledgers;
    private final Brakes brakes;
    private final Engine engine;
    private final WorkSignal signal;
    private final Ids ids;

    GivenRollout(
            Rollouts rollouts,
            Waves waves,
            Targets targets,
            Assignments assignments,
            Ledgers ledgers,
            Brakes brakes,
            Engine engine,
            WorkSignal signal,
            Ids ids) {
        this.rollouts = rollouts;
        this.waves = waves;
        this.targets = targets;
        this.assignments = assignments;
        this.ledgers = ledgers;
        this.brakes = brakes;
        this.engine = engine;
        this.signal = signal;
        this.ids = ids;
    }

    /** A rollout with its hosts, wave by wave. */
    record World(UUID id, List<List<UUID>> waves) {
        List<UUID> first() {
            return waves.get(0);
        }
    }

    /** Begins a rollout with waves of these sizes and these members of a plan (JSON). */
    World running(String members, int... sizes) {
        UUID id = ids.next();
        String plan = "{\"name\":\"r\"" + (members.isEmpty() ? "" : "," + members) + "}";
        List<List<UUID>> hosts = new ArrayList<>();
        QuarkusTransaction.requiringNew().run(() -> {
            rollouts.insert(new RolloutRow(
                    id, "r", RolloutState.SCHEDULED, 1, plan, null, ledgers.now(), "test", null, null, null, null));
            List<Target> all = new ArrayList<>();
            List<WaveRow> rows = new ArrayList<>();
            Terms terms = Terms.of(Json.read(plan, RolloutPlan.class));
            for (int number = 1; number <= sizes.length; number++) {
                List<UUID> wave = new ArrayList<>();
                for (int i = 0; i < sizes[number - 1]; i++) {
                    UUID host = UUID.randomUUID();
                    wave.add(host);
                    all.add(new Target(
                            ids.next(),
                            id,
                            host,
                            "h" + i,
                            number,
                            List.of("MS17-010"),
                            new Remedies(List.of("KB4012213"), List.of(), null)));
                }
                hosts.add(wave);
                rows.add(new WaveRow(
                        ids.next(),
                        id,
                        number,
                        null,
                        WaveState.PENDING,
                        0,
                        1,
                        terms.concurrency(),
                        0,
                        Tally.NONE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
            }
            waves.insert(rows);
            targets.replace(id, all, List.of());
        });
        engine.begin(id);
        engine.advance(id);
        signal.look();
        return new World(id, hosts);
    }

    /** The engine's next step for this rollout alone. */
    void step(World world) {
        for (UUID wave : engine.wavesWithDue()) {
            engine.endDue(wave);
        }
        engine.advance(world.id());
        signal.look();
    }

    /** An evaluation has found the hole closed, or still open after a claim. */
    void evidence(UUID host, AssignmentEvent event) {
        QuarkusTransaction.requiringNew().run(() -> {
            AssignmentRow row = assignments.ofHost(host, Verification.PROVABLE).get(0);
            Ledger ledger = ledgers.open(List.of(row.waveId()));
            ledger.move(assignments.byIds(List.of(row.id())).get(0), event, Duration.ZERO, null);
            brakes.checkBudgets(ledger);
            ledgers.close(ledger);
        });
    }

    WaveRow wave(World world, int number) {
        return QuarkusTransaction.requiringNew()
                .call(() -> waves.ofRollout(world.id()))
                .get(number - 1);
    }

    RolloutState state(World world) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rollouts.require(world.id()))
                .state();
    }

    Map<UUID, AssignmentRow> rows(World world, int number) {
        UUID wave = wave(world, number).id();
        Map<UUID, AssignmentRow> rows = new java.util.HashMap<>();
        QuarkusTransaction.requiringNew()
                .call(() ->
                        assignments.ofWave(wave, List.of(AssignmentState.values()), new UUID(0, 0), Integer.MAX_VALUE))
                .forEach(row -> rows.put(row.hostId(), row));
        return rows;
    }

    AssignmentRow row(World world, UUID host) {
        for (int number = 1; number <= world.waves().size(); number++) {
            AssignmentRow row = rows(world, number).get(host);
            if (row != null) {
                return row;
            }
        }
        throw new AssertionError("no assignment of " + host);
    }

    /** Whether the counters of all waves are those of the rows. */
    boolean countersHold(World world) {
        return QuarkusTransaction.requiringNew()
                .call(() -> waves.ofRollout(world.id()).stream()
                        .filter(wave -> wave.startedAt() != null)
                        .allMatch(wave -> assignments.counts(wave.id()).equals(wave.tally())));
    }

    /** A counter goes wrong, and the minute's comparison comes. */
    void falsify(World world) {
        WaveRow wave = wave(world, 1);
        QuarkusTransaction.requiringNew()
                .run(() -> waves.save(wave.with(wave.tally().plus(AssignmentState.VERIFIED, 1))));
        engine.recount(wave.id());
    }
}
