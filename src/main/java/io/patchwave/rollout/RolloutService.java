package io.patchwave.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.audit.AuditTrail;
import io.patchwave.catalog.CatalogService;
import io.patchwave.exposure.ExposureService;
import io.patchwave.inventory.GroupService;
import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.input.EntityTags;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.problem.Violation;
import io.patchwave.platform.security.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writing rollouts down, and changing them while they are drafts. */
@ApplicationScoped
public class RolloutService {
    private final Rollouts rollouts;
    private final Waves waves;
    private final Targets targets;
    private final Planner planner;
    private final RolloutQueries queries;
    private final CatalogService catalog;
    private final ExposureService exposure;
    private final GroupService groups;
    private final HostService hosts;
    private final Ids ids;
    private final Ledgers ledgers;
    private final CurrentActor actor;
    private final AuditTrail audit;

    RolloutService(
            Rollouts rollouts,
            Waves waves,
            Targets targets,
            Planner planner,
            RolloutQueries queries,
            CatalogService catalog,
            ExposureService exposure,
            GroupService groups,
            HostService hosts,
            Ids ids,
            Ledgers ledgers,
            CurrentActor actor,
            AuditTrail audit) {
        this.rollouts = rollouts;
        this.waves = waves;
        this.targets = targets;
        this.planner = planner;
        this.queries = queries;
        this.catalog = catalog;
        this.exposure = exposure;
        this.groups = groups;
        this.hosts = hosts;
        this.ids = ids;
        this.ledgers = ledgers;
        this.actor = actor;
        this.audit = audit;
    }

    /** Writes a draft; 400 names every member that does not hold. Its hosts are those of now, and drawn anew at the start. */
    @Transactional
    public RolloutView create(RolloutPlan plan) {
        check(plan);
        UUID id = ids.next();
        RolloutRow row = new RolloutRow(
                id,
                String.valueOf(plan.name()),
                RolloutState.DRAFT,
                1,
                Json.write(plan),
                null,
                ledgers.now(),
                actor.actor().name(),
                null,
                null,
                null,
                null);
        rollouts.insert(row);
        foresee(id, plan);
        audit.record("rollout.created", "rollout:" + id, Map.of("plan", plan));
        return queries.require(id);
    }

    /**
     * Merge-patches the plan of a draft; the name may change at any time.
     *
     * @param ifMatch the ETag the caller has seen; 412 when it is another one now
     */
    @Transactional
    public RolloutView change(UUID id, JsonNode patch, String ifMatch) {
        if (!patch.isObject()) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        ledgers.openOf(id);
        RolloutRow row = rollouts.lock(id);
        requireMatch(queries.require(id), ifMatch);
        boolean onlyName = patch.size() == 1 && patch.has("name");
        if (row.state() != RolloutState.DRAFT && !onlyName) {
            throw refused(row, "Only a draft's plan can change; cancel it and write another one.");
        }
        RolloutPlan plan = merged(row, patch);
        check(plan);
        rollouts.save(row.planned(String.valueOf(plan.name()), Json.write(plan)));
        if (row.state() == RolloutState.DRAFT) {
            waves.delete(id);
            foresee(id, plan);
        }
        audit.record("rollout.changed", "rollout:" + id, Map.of("patch", patch));
        return queries.require(id);
    }

    /** 412 when the rollout is not what the caller has seen; a null {@code ifMatch} matches. */
    static void requireMatch(RolloutView now, @Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return;
        }
        if (!EntityTags.of(ifMatch).contains(now.etag())) {
            throw new ProblemException(
                    PlatformProblem.PRECONDITION_FAILED,
                    "The rollout has changed since you read it; it is " + now.state() + " now. Read it again.");
        }
    }

    /** 409 that says the present state. */
    static ProblemException refused(RolloutRow row, String advice) {
        return new ProblemException(
                        RolloutProblem.NOT_POSSIBLE_NOW,
                        "Rollout \"%s\" is %s. %s"
                                .formatted(row.name(), row.state().word(), advice))
                .with("state", row.state().word());
    }

    /** Draws the hosts of a plan and keeps them with the rollout; answers hosts per wave number. */
    Map<Integer, Integer> pin(UUID id, RolloutPlan plan) {
        Planner.Outcome outcome = planner.resolve(id, plan);
        targets.replace(id, outcome.targets(), outcome.leftOut());
        return targets.sizes(id);
    }

    private void foresee(UUID id, RolloutPlan plan) {
        Map<Integer, Integer> sizes = pin(id, plan);
        Terms terms = Terms.of(plan);
        List<RolloutPlan.Step> steps = plan.waves() == null ? List.of() : plan.waves();
        List<WaveRow> rows = new ArrayList<>();
        for (int number = 1; number <= steps.size(); number++) {
            int size = sizes.getOrDefault(number, 0);
            rows.add(new WaveRow(
                    ids.next(),
                    id,
                    number,
                    steps.get(number - 1).name(),
                    WaveState.PENDING,
                    size,
                    terms.gate().budget(size),
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
    }

    private void check(RolloutPlan plan) {
        PlanCheck.check(
                plan,
                id -> exposure.knows(id) || catalog.advisory(id).isPresent(),
                name -> groups.find(name).isPresent());
        checkQuery(plan.targets() == null ? null : plan.targets().query());
        checkQuery(plan.exclude() == null ? null : plan.exclude().query());
        if (plan.waves() != null) {
            plan.waves().forEach(wave -> checkQuery(wave.query()));
        }
    }

    private void checkQuery(@Nullable HostQuery query) {
        if (query != null) {
            hosts.check(query);
        }
    }

    private static RolloutPlan merged(RolloutRow row, JsonNode patch) {
        JsonNode plan = merge(Json.tree(row.plan()), patch);
        try {
            return Json.mapper()
                    .readerFor(RolloutPlan.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(plan);
        } catch (UnrecognizedPropertyException e) {
            throw new ProblemException(
                    PlatformProblem.UNKNOWN_MEMBER,
                    "Unknown member `" + e.getPropertyName() + "`; known here: " + e.getKnownPropertyIds(),
                    List.of(new Violation(e.getPropertyName(), "is not a member of this request")));
        } catch (JsonMappingException e) {
            String field = e.getPath().isEmpty()
                    ? "body"
                    : String.valueOf(e.getPath().get(0).getFieldName());
            throw ProblemException.invalid(field, e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("body", e.getOriginalMessage());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** RFC 7396: null removes, objects merge, everything else replaces. */
    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged =
                target.isObject() ? target.deepCopy() : Json.mapper().createObjectNode();
        patch.fields().forEachRemaining(member -> {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                merged.set(member.getKey(), merge(merged.path(member.getKey()), member.getValue()));
            }
        });
        return merged;
    }
}
