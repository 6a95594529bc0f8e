package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code inventory_group} and its fixed lists. */
@ApplicationScoped
class Groups {
    private static final String BY_ID =
            "select id, name, description, query, created_at from inventory_group where id = ?";
    private static final String BY_NAME =
            "select id, name, description, query, created_at from inventory_group where name = ?";
    private static final String PAGE =
            "select id, name, description, query, created_at from inventory_group where name > ? order by name limit ?";
    private static final String COUNT = "select count(*) from inventory_group";
    private static final String ADD = "insert into inventory_group (id, name, description, query, created_at)"
            + " values (?, ?, ?, ?, ?) on conflict do nothing";
    private static final String CHANGE = "update inventory_group set name = ?, description = ?, query = ? where id = ?";
    private static final String REMOVE = "delete from inventory_group where id = ?";
    private static final String HOSTS = "select host_id from inventory_group_host where group_id = ? order by host_id";
    private static final String CLEAR = "delete from inventory_group_host where group_id = ?";
    private static final String LIST = "insert into inventory_group_host (group_id, host_id) values (?, ?)";

    private final Sql sql;

    Groups(Sql sql) {
        this.sql = sql;
    }

    Optional<GroupView> byId(UUID id) {
        return sql.one(BY_ID, this::view, id);
    }

    Optional<GroupView> byName(String name) {
        return sql.one(BY_NAME, this::view, name);
    }

    /** By id when it looks like one, else by name. */
    Optional<GroupView> named(String idOrName) {
        try {
            Optional<GroupView> found = byId(UUID.fromString(idOrName));
            return found.isPresent() ? found : byName(idOrName);
        } catch (IllegalArgumentException e) {
            return byName(idOrName);
        }
    }

    List<GroupView> page(String afterName, int limit) {
        return sql.list(PAGE, this::view, afterName, limit);
    }

    long count() {
        return sql.number(COUNT);
    }

    /** False when the name is taken. */
    boolean add(GroupView group) {
        int added =
                sql.update(ADD, group.id(), group.name(), group.description(), text(group.query()), group.createdAt());
        if (added == 1) {
            list(group.id(), group.hosts());
        }
        return added == 1;
    }

    void change(GroupView group) {
        sql.update(CHANGE, group.name(), group.description(), text(group.query()), group.id());
        sql.update(CLEAR, group.id());
        list(group.id(), group.hosts());
    }

    void remove(UUID id) {
        sql.update(REMOVE, id);
    }

    private void list(UUID group, Collection<UUID> hosts) {
        sql.batch(LIST, hosts.stream().map(host -> new Object[] {group, host}).toList());
    }

    private GroupView view(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String query = row.getString("query");
        return new GroupView(
                id,
                row.getString("name"),
                row.getString("description"),
                query == null ? null : Json.read(query, HostQuery.class),
                query == null ? sql.list(HOSTS, host -> host.getObject("host_id", UUID.class), id) : List.of(),
                Sql.requiredInstant(row, "created_at"));
    }

    private static @Nullable String text(@Nullable HostQuery query) {
        return query == null ? null : Json.write(query);
    }
}
