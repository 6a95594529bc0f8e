package io.patchwave.access;

import io.patchwave.platform.database.Sql;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of users. */
@ApplicationScoped
class Users implements PanacheRepositoryBase<User, UUID> {
    private static final String INSERT_IF_NEW =
            "insert into access_user (id, username, password_hash, role, created_at) values (?, ?, ?, ?, ?)"
                    + " on conflict do nothing";

    private final Sql sql;

    Users(Sql sql) {
        this.sql = sql;
    }

    Optional<User> named(String username) {
        return find("username", username).firstResultOptional();
    }

    /** All users by name. */
    List<User> byName() {
        return list("order by username");
    }

    /** All admins, locked until the transaction ends, so that two removals cannot both leave one. */
    List<User> adminsLocked() {
        return find("role = ?1 order by id", Role.ADMIN)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Inserts the user unless the name is taken; false when another server was faster. */
    boolean insertIfNew(User user, java.time.Instant now) {
        return sql.update(INSERT_IF_NEW, user.id(), user.username(), user.passwordHash(), user.role(), now) == 1;
    }
}
