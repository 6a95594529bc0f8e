package io.patchwave.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of the Open Source Vulnerability format; {@code cves} come from related, upstream and aliases, whichever is there. */
public record OsvAdvisory(
        String id,
        Instant modified,
        @Nullable Instant published,
        @Nullable Instant withdrawn,
        String summary,
        List<String> cves,
        @Nullable String severity,
        List<Affected> affected) {
    /** Keeps copies that cannot change. */
    public OsvAdvisory {
        cves = List.copyOf(cves);
        affected = List.copyOf(affected);
    }

    /** One affected package of one ecosystem, for example {@code AlmaLinux:8}. */
    public record Affected(
            String ecosystem,
            String name,
            List<Range> ranges,
            List<String> versions,
            @Nullable JsonNode specific) {
        /** Keeps copies that cannot change. */
        public Affected {
            ranges = List.copyOf(ranges);
            versions = List.copyOf(versions);
        }
    }

    /** A range as its events in the document's order. */
    public record Range(String type, List<Event> events) {
        /** Keeps a copy that cannot change. */
        public Range {
            events = List.copyOf(events);
        }
    }

    /** One event; exactly one member is there. */
    public record Event(
            @Nullable String introduced,
            @Nullable String fixed,
            @Nullable String lastAffected) {}
}
