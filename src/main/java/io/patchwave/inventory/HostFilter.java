package io.patchwave.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The conditions of a host query over {@code inventory_host h join inventory_host_seen s}, with their parameters in order. */
final class HostFilter {
    private static final String TEXT = "(h.hostname ilike ? escape '!' or h.fqdn ilike ? escape '!'"
            + " or h.ip ilike ? escape '!' or h.machine_id ilike ? escape '!')";
    private static final String OS = "(h.os_family = ? or lower(h.os_name) = ? or h.os_name ilike ? escape '!')";
    private static final String RELEASE = "(lower(h.os_name) = ? and (h.os_version = ? or h.os_version like ?))";
    private static final String TAG = "? = any(h.tags)";
    private static final String LISTED = "h.id in (select g.host_id from inventory_group_host g where g.group_id = ?)";
    private static final String AMONG = "h.id = any(?)";

    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private @Nullable Predicate<UUID> test;

    HostFilter text(String q) {
        String part = like(q);
        return add(TEXT, part, part, part, part);
    }

    /** {@code almalinux:8} is distribution and release (8.9 is a release 8 too), anything else family, name or part of it. */
    HostFilter os(String os) {
        String lower = os.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        if (colon > 0) {
            String release = lower.substring(colon + 1);
            return add(RELEASE, lower.substring(0, colon), release, release + ".%");
        }
        return add(OS, lower, lower, like(os));
    }

    HostFilter tag(String tag) {
        return add(TAG, tag);
    }

    HostFilter listedIn(UUID group) {
        return add(LISTED, group);
    }

    HostFilter among(Collection<UUID> hosts) {
        return hosts.isEmpty() ? add("1 = 0") : add(AMONG, hosts);
    }

    HostFilter notRetired() {
        return add("h.status <> 'retired'");
    }

    /** The status as {@link HostStatus} tells it: staleness is a matter of time. */
    HostFilter status(HostStatus status, Instant staleBefore) {
        return switch (status) {
            case ACTIVE -> add("h.status = 'active' and s.at >= ?", staleBefore);
            case STALE -> add("h.status = 'active' and s.at < ?", staleBefore);
            case QUARANTINED -> add("h.status = 'quarantined'");
            case RETIRED -> add("h.status = 'retired'");
        };
    }

    HostFilter criterion(HostCriterion.Predicate predicate) {
        Predicate<UUID> more = predicate.test();
        if (more != null) {
            test = test == null ? more : test.and(more);
        }
        return add("(" + predicate.sql() + ")", predicate.parameters().toArray());
    }

    HostFilter add(String condition, @Nullable Object... arguments) {
        conditions.add(condition);
        parameters.addAll(java.util.Arrays.asList(arguments));
        return this;
    }

    /** What the conditions do not say: asked of each host they leave; null for nothing. */
    @Nullable Predicate<UUID> test() {
        return test;
    }

    /** {@code  where a and b}, or nothing. */
    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    @Nullable Object[] parameters() {
        return parameters.toArray();
    }

    private static String like(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
