package io.patchwave.platform.id;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes identifiers: UUID version 7 (RFC 9562, 5.7), ordered by time so that keyset pages and indexes stay compact. */
@ApplicationScoped
public class Ids {
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Ids(Clock clock) {
        this.clock = clock;
    }

    /** A new id; later ones sort after earlier ones at millisecond grain. */
    public UUID next() {
        long time = clock.instant().toEpochMilli();
        long high = (time << 16) | 0x7000L | random.nextInt(0x1000);
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
