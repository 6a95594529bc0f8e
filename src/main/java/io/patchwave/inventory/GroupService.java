package io.patchwave.inventory;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.id.Ids;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Groups of hosts: saved queries, answered anew each time, and fixed lists. */
@ApplicationScoped
public class GroupService {
    private static final int LONGEST_DESCRIPTION = 2000;

    private final Groups groups;
    private final HostService hosts;
    private final Ids ids;
    private final Clock clock;
    private final AuditTrail audit;

    GroupService(Groups groups, HostService hosts, Ids ids, Clock clock, AuditTrail audit) {
        this.groups = groups;
        this.hosts = hosts;
        this.ids = ids;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * What makes a group.
     *
     * @param query a saved query, or null
     * @param hosts a fixed list, or null; exactly one of the two
     */
    public record Definition(
            String name,
            @Nullable String description,
            @Nullable HostQuery query,
            @Nullable List<UUID> hosts) {}

    /** Makes a group; 409 when the name is taken, 400 when the definition does not hold. */
    @Transactional
    public GroupView create(Definition definition) {
        GroupView group = checked(ids.next(), definition, clock.instant());
        if (!groups.add(group)) {
            throw nameTaken(group.name());
        }
        audit.record("group.created", "group:" + group.id(), Map.of("definition", definition));
        return group;
    }

    /** Replaces a group's definition. */
    @Transactional
    public GroupView change(UUID id, Definition definition) {
        GroupView before = require(id);
        GroupView group = checked(id, definition, before.createdAt());
        if (groups.byName(group.name()).filter(other -> !other.id().equals(id)).isPresent()) {
            throw nameTaken(group.name());
        }
        groups.change(group);
        audit.record("group.changed", "group:" + id, Map.of("definition", definition));
        return group;
    }

    /** Removes a group; its hosts stay. */
    @Transactional
    public void remove(UUID id) {
        GroupView group = require(id);
        groups.remove(id);
        audit.record("group.removed", "group:" + id, Map.of("name", group.name()));
    }

    /** The group; 404 when there is none. */
    @Transactional
    public GroupView require(UUID id) {
        return groups.byId(id).orElseThrow(() -> ProblemException.notFound("group", id));
    }

    /** The group with this id or name. */
    @Transactional
    public Optional<GroupView> find(String idOrName) {
        return groups.named(idOrName);
    }

    /** The hosts of a group now, in order of their ids, without retired ones; 404 when there is no such group. */
    @Transactional
    public List<UUID> members(UUID id) {
        return hosts.matching(HostQuery.ofGroup(require(id).id()));
    }

    /** One page of all groups, by name. */
    @Transactional
    public Page<GroupView> list(PageRequest page, boolean count) {
        String after = page.first() ? "" : page.after().get(0);
        Page<GroupView> found =
                Page.of(groups.page(after, page.limit() + 1), page, group -> new Object[] {group.name()});
        return new Page<>(found.items(), found.next(), count ? groups.count() : null);
    }

    private GroupView checked(UUID id, Definition definition, java.time.Instant createdAt) {
        String name = definition.name().strip();
        if (name.isEmpty() || name.length() > 200) {
            throw ProblemException.invalid("name", "must be 1 to 200 characters");
        }
        if (definition.description() != null && definition.description().length() > LONGEST_DESCRIPTION) {
            throw ProblemException.invalid("description", "must be at most " + LONGEST_DESCRIPTION + " characters");
        }
        HostQuery query = definition.query();
        List<UUID> list = definition.hosts();
        if ((query == null) == (list == null)) {
            throw ProblemException.invalid("query", "send either `query` or `hosts`");
        }
        if (query != null) {
            if (query.group() != null) {
                throw ProblemException.invalid("query.group", "a saved query cannot name another group");
            }
            hosts.check(query);
            return new GroupView(id, name, definition.description(), query, List.of(), createdAt);
        }
        if (list != null && list.stream().anyMatch(Objects::isNull)) {
            throw ProblemException.invalid("hosts", "must hold ids only");
        }
        List<UUID> distinct = List.copyOf(new LinkedHashSet<>(list == null ? List.of() : list));
        if (hosts.views(distinct).size() < distinct.size()) {
            throw ProblemException.invalid("hosts", "names a host that does not exist");
        }
        return new GroupView(id, name, definition.description(), null, distinct, createdAt);
    }

    private static ProblemException nameTaken(String name) {
        return new ProblemException(
                InventoryProblem.GROUP_NAME_TAKEN, "A group is named " + name + " already; take another name.");
    }
}
