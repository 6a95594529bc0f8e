package io.patchwave.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.problem.PlatformProblem;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.problem.Violation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether a plan makes sense by itself; says all that is wrong at once, each with its path ({@code waves[1].percent}). */
final class PlanCheck {
    private static final Set<String> REBOOTS = Set.of("never", "if-required", "always");
    private static final int MOST_WAVES = 100;
    private static final int MOST_NAME = 200;

    private final List<Violation> violations = new ArrayList<>();
    private final Predicate<String> advisoryExists;
    private final Predicate<String> groupExists;

    private PlanCheck(Predicate<String> advisoryExists, Predicate<String> groupExists) {
        this.advisoryExists = advisoryExists;
        this.groupExists = groupExists;
    }

    /** Passes, or refuses with 400. */
    static void check(RolloutPlan plan, Predicate<String> advisoryExists, Predicate<String> groupExists) {
        refuseLater(plan);
        PlanCheck check = new PlanCheck(advisoryExists, groupExists);
        check.whatAndWhom(plan);
        check.waves(plan.waves() == null ? List.of() : plan.waves());
        check.gates(plan.gates());
        check.terms(plan);
        if (!check.violations.isEmpty()) {
            Violation first = check.violations.get(0);
            throw new ProblemException(
                    PlatformProblem.INVALID, first.field() + ": " + first.message(), check.violations);
        }
    }

    private static void refuseLater(RolloutPlan plan) {
        later("rule", isPresent(plan.rule()), "name the advisories");
        later("windows", isPresent(plan.windows()) && !isEmpty(plan.windows()), "leave it out");
        later("deadline", isPresent(plan.deadline()), "leave it out");
        later("emergency", Boolean.TRUE.equals(plan.emergency()), "leave it out");
        later("reboot", "next-window".equals(plan.reboot()), "use never, if-required or always");
        if (plan.gates() != null) {
            later("gates.requiresBackupWithin", isPresent(plan.gates().requiresBackupWithin()), "leave it out");
        }
        List<RolloutPlan.Step> waves = plan.waves() == null ? List.of() : plan.waves();
        for (int i = 0; i < waves.size(); i++) {
            later(
                    "waves[%d].requiresApproval".formatted(i),
                    waves.get(i) != null && Boolean.TRUE.equals(waves.get(i).requiresApproval()),
                    "pause the rollout between its waves");
        }
    }

    private static void later(String field, boolean used, String instead) {
        if (used) {
            String message = "comes with a later release; " + instead;
            throw new ProblemException(
                    RolloutProblem.NOT_SUPPORTED_YET, field + ": " + message, List.of(new Violation(field, message)));
        }
    }

    private void whatAndWhom(RolloutPlan plan) {
        name("name", plan.name() == null ? "" : plan.name());
        List<String> advisories = plan.advisories() == null ? List.of() : plan.advisories();
        if (advisories.isEmpty()) {
            wrong("advisories", "must name at least one advisory");
        }
        for (int i = 0; i < advisories.size(); i++) {
            advisory("advisories[%d]".formatted(i), advisories.get(i));
        }
        if (plan.targets() == null) {
            wrong("targets", "must say whom: exposedTo, group, query or hosts");
        } else {
            selection("targets", plan.targets());
        }
        if (plan.exclude() != null) {
            selection("exclude", plan.exclude());
        }
    }

    private void name(String field, String name) {
        if (name.isBlank() || name.length() > MOST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            wrong(field, "must have 1 to %d characters, no control characters".formatted(MOST_NAME));
        }
    }

    private void selection(String field, RolloutPlan.Selection by) {
        if (count(by.exposedTo(), by.group(), by.query(), by.hosts()) != 1) {
            wrong(field, "must have exactly one of exposedTo, group, query, hosts");
        }
        if (by.exposedTo() != null) {
            advisory(field + ".exposedTo", by.exposedTo());
        } else if (Boolean.TRUE.equals(by.includeUnknown()) && field.equals("exclude")) {
            wrong(field + ".includeUnknown", "goes with exposedTo only");
        }
        if (by.group() != null && !groupExists.test(by.group())) {
            wrong(field + ".group", "no group " + by.group());
        }
        List<String> hosts = by.hosts() == null ? List.of() : by.hosts();
        for (int i = 0; i < hosts.size(); i++) {
            if (!isUuid(hosts.get(i))) {
                wrong("%s.hosts[%d]".formatted(field, i), "is no host id");
            }
        }
    }

    private void waves(List<RolloutPlan.Step> waves) {
        if (waves.isEmpty() || waves.size() > MOST_WAVES) {
            wrong("waves", "must be 1 to " + MOST_WAVES + " waves");
        }
        int sum = 0;
        int rests = 0;
        for (int i = 0; i < waves.size(); i++) {
            RolloutPlan.Step wave = waves.get(i);
            String field = "waves[%d]".formatted(i);
            if (wave == null) {
                wrong(field, "must be an object");
                continue;
            }
            if (wave.name() != null) {
                name(field + ".name", wave.name());
            }
            boolean rest = Boolean.TRUE.equals(wave.rest());
            if (count(wave.percent(), wave.group(), wave.query(), rest ? true : null) != 1) {
                wrong(field, "must have exactly one of percent, group, query, rest");
            }
            if (rest && ++rests > 1) {
                wrong(field + ".rest", "only one wave can take the rest");
            }
            if (wave.percent() != null) {
                range(field + ".percent", wave.percent(), 1, 100);
                sum += wave.percent();
                if (sum > 100 && wave.percent() <= 100) {
                    wrong(field + ".percent", "the shares add up to " + sum + ", more than 100");
                }
            }
            if (wave.group() != null && !groupExists.test(wave.group())) {
                wrong(field + ".group", "no group " + wave.group());
            }
        }
    }

    private void gates(RolloutPlan.@Nullable Gates gates) {
        if (gates == null) {
            return;
        }
        range("gates.successThreshold", gates.successThreshold(), 1, 100);
        range("gates.failureThreshold", gates.failureThreshold(), 0, 100);
        range("gates.failureCount", gates.failureCount(), 1, 1_000_000);
        range("gates.minimumSample", gates.minimumSample(), 1, 1_000_000);
        range("gates.unreachedThreshold", gates.unreachedThreshold(), 0, 100);
        duration("gates.soak", gates.soak(), Duration.ZERO);
    }

    private void terms(RolloutPlan plan) {
        range("concurrency", plan.concurrency(), 1, 1_000_000);
        range("retries", plan.retries(), 0, 10);
        duration("lease", plan.lease(), Duration.ofSeconds(1));
        duration("keepOpenFor", plan.keepOpenFor(), Duration.ofSeconds(1));
        if (plan.reboot() != null && !REBOOTS.contains(plan.reboot())) {
            wrong("reboot", "must be never, if-required or always");
        }
        if (plan.startAt() != null) {
            try {
                OffsetDateTime.parse(plan.startAt());
            } catch (DateTimeException e) {
                wrong("startAt", "must be a time such as 2026-11-24T19:00:00Z");
            }
        }
    }

    private void advisory(String field, @Nullable String id) {
        if (id == null || !advisoryExists.test(id)) {
            wrong(field, "no advisory " + id);
        }
    }

    private void range(String field, @Nullable Integer number, int least, int most) {
        if (number != null && (number < least || number > most)) {
            wrong(field, "must be between %d and %d, was %d".formatted(least, most, number));
        }
    }

    private void duration(String field, @Nullable String text, Duration least) {
        if (text == null) {
            return;
        }
        try {
            if (Duration.parse(text).compareTo(least) < 0
                    || Duration.parse(text).compareTo(Duration.ofDays(366)) > 0) {
                wrong(field, "must be between " + least + " and P366D");
            }
        } catch (DateTimeException e) {
            wrong(field, "must be an ISO 8601 duration such as PT30M or P1D");
        }
    }

    private void wrong(String field, String message) {
        violations.add(new Violation(field, message));
    }

    private static boolean isPresent(@Nullable JsonNode node) {
        return node != null && !node.isNull();
    }

    private static boolean isEmpty(@Nullable JsonNode node) {
        return node != null && node.isArray() && node.isEmpty();
    }

    private static boolean isUuid(@Nullable String text) {
        return text != null && text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    private static int count(@Nullable Object... members) {
        int present = 0;
        for (Object member : members) {
            present += member == null ? 0 : 1;
        }
        return present;
    }
}
