package io.patchwave.access;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's token for programs. */
@Entity
@Table(name = "access_token")
class ApiToken {
    @Id
    private UUID id;

    private UUID userId;
    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String secretHash;
    private Instant createdAt;
    private @Nullable Instant expiresAt;

    /** Hibernate only. */
    @SuppressWarnings("NullAway.Init")
    protected ApiToken() {}

    ApiToken(
            UUID id,
            UUID userId,
            String name,
            Role role,
            String secretHash,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        this.id = id;
        this.userId = userId;
        this.name = name;
        this.role = role;
        this.secretHash = secretHash;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    UUID userId() {
        return userId;
    }

    ApiTokenView view(String username) {
        return new ApiTokenView(id, name, username, role, createdAt, expiresAt);
    }
}
