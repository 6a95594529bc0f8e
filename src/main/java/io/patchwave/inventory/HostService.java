package io.patchwave.inventory;

import io.patchwave.audit.AuditTrail;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finding hosts, and what people say about them. */
@ApplicationScoped
public class HostService {
    private static final String PATCH =
            "update inventory_host set tags = ?, owner = ?, criticality = ?, zone = ?, mlps_level = ? where id = ?";
    private static final String LOCK = "select id from inventory_host where id = ? for update";

    private final Hosts hosts;
    private final Groups groups;
    private final List<HostCriterion> criteria;
    private final Sql sql;
    private final AuditTrail audit;
    private final HostTouches touches;
    private final Event<HostLabelled> labelled;

    HostService(
            Hosts hosts,
            Groups groups,
            @All List<HostCriterion> criteria,
            Sql sql,
            AuditTrail audit,
            HostTouches touches,
            Event<HostLabelled> labelled) {
        this.hosts = hosts;
        this.groups = groups;
        this.criteria = criteria;
        this.sql = sql;
        this.audit = audit;
        this.touches = touches;
        this.labelled = labelled;
    }

    /** What people say about a host; the five members of a {@code PATCH}, whole. */
    public record Labels(
            List<String> tags,
            @Nullable String owner,
            String criticality,
            @Nullable String zone,
            @Nullable Integer mlpsLevel) {
        /** As they are now. */
        public static Labels of(HostView host) {
            return new Labels(host.tags(), host.owner(), host.criticality(), host.zone(), host.mlpsLevel());
        }
    }

    /** The host, also a retired one. */
    @Transactional
    public Optional<HostView> find(UUID id) {
        return hosts.byId(id);
    }

    /** The host; 404 when there is none. */
    @Transactional
    public HostView require(UUID id) {
        return hosts.byId(id).orElseThrow(() -> ProblemException.notFound("host", id));
    }

    /** The host with that machine id, also a retired one. */
    @Transactional
    public Optional<HostView> byMachineId(String machineId) {
        return hosts.byMachineId(machineId);
    }

    /** Many hosts by their ids, by id; unknown ids are left out. */
    @Transactional
    public List<HostView> views(Collection<UUID> ids) {
        return hosts.list(new HostFilter().among(ids), HostSort.Order.of("id"), Math.max(ids.size(), 1));
    }

    /**
     * One page of the hosts that match.
     *
     * @param sort {@code hostname}, {@code lastSeen}, {@code criticality} or {@code id}, with {@code -} for the reverse; null
     *     is by host name
     * @param count whether the total is wanted too
     */
    @Transactional
    public Page<HostView> list(HostQuery query, @Nullable String sort, PageRequest page, boolean count) {
        HostSort.Order order = HostSort.Order.of(sort);
        HostFilter filter = filter(query);
        Long total = count ? hosts.count(filter) : null;
        order.after(filter, page);
        Page<HostView> found = Page.of(hosts.list(filter, order, page.limit() + 1), page, order::key);
        return new Page<>(found.items(), found.next(), total);
    }

    /** The ids of all hosts that match, in order; retired ones only when the query asks for them. */
    @Transactional
    public List<UUID> matching(HostQuery query) {
        return hosts.ids(filter(query));
    }

    /** Refuses a query that could not be answered: 400 naming the member. */
    @Transactional
    public void check(HostQuery query) {
        filter(query);
    }

    /** Sets what people say about a host; one audit entry with what changed. */
    @Transactional
    public HostView label(UUID id, Labels labels) {
        if (sql.one(LOCK, row -> row.getObject(1), id).isEmpty()) {
            throw ProblemException.notFound("host", id);
        }
        Labels before = Labels.of(require(id));
        if (labels.equals(before)) {
            return require(id);
        }
        sql.update(PATCH, labels.tags(), labels.owner(), labels.criticality(), labels.zone(), labels.mlpsLevel(), id);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("before", before);
        details.put("after", labels);
        audit.record("host.changed", "host:" + id, details);
        touches.standing(id);
        labelled.fire(new HostLabelled(id));
        return require(id);
    }

    private HostFilter filter(HostQuery query) {
        HostFilter filter = new HostFilter();
        narrow(filter, query);
        if (query.status() == null) {
            filter.notRetired();
        }
        return filter;
    }

    private void narrow(HostFilter filter, HostQuery query) {
        with(query.q(), filter::text);
        with(query.os(), filter::os);
        with(query.tag(), filter::tag);
        with(query.status(), status -> filter.status(HostStatus.of(status), hosts.staleBefore()));
        with(
                query.exposedTo(),
                advisory -> filter.criterion(criterion("exposedTo").predicate(advisory)));
        with(query.group(), name -> narrowToGroup(filter, name));
    }

    private void narrowToGroup(HostFilter filter, String name) {
        GroupView group =
                groups.named(name).orElseThrow(() -> ProblemException.invalid("group", "no group has this id or name"));
        HostQuery saved = group.query();
        if (saved == null) {
            filter.listedIn(group.id());
        } else {
            narrow(filter, saved);
        }
    }

    private HostCriterion criterion(String name) {
        return criteria.stream()
                .filter(criterion -> criterion.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(name, "cannot be answered by this server"));
    }

    private static void with(@Nullable String text, Consumer<String> use) {
        if (text != null && !text.isBlank()) {
            use.accept(text);
        }
    }
}
