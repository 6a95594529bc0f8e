package io.patchwave.access;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of API tokens. */
@ApplicationScoped
class ApiTokens implements PanacheRepositoryBase<ApiToken, UUID> {
    Optional<ApiToken> withHash(String hash) {
        return find("secretHash", hash).firstResultOptional();
    }

    /** A user's tokens, oldest first. */
    List<ApiToken> of(UUID userId) {
        return list("userId = ?1 order by id", userId);
    }

    /** Everybody's tokens, oldest first. */
    List<ApiToken> all() {
        return list("order by id");
    }

    void deleteOf(UUID userId) {
        delete("userId", userId);
    }
}
