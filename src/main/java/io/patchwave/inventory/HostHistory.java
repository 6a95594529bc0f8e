package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The states a host has been in, newest first. */
@ApplicationScoped
public class HostHistory {
    private static final String BEFORE = "select rev, at, software_set_id, facts_set_id, inventory_digest, boot_id"
            + " from inventory_host_state where host_id = ? and rev < ? order by rev desc limit ?";

    private final Sql sql;

    HostHistory(Sql sql) {
        this.sql = sql;
    }

    /** A state: what the host had and which boot it was, from {@code at} until the next one. {@code rev} is when we knew. */
    public record HostState(
            long rev,
            Instant at,
            @Nullable Long softwareSetId,
            @Nullable Long factsSetId,
            @Nullable String inventoryDigest,
            @Nullable String bootId) {}

    /** One page of a host's states; empty for a host that never sent an inventory. */
    @Transactional
    public Page<HostState> of(UUID hostId, PageRequest page) {
        List<HostState> states = sql.list(
                BEFORE,
                row -> new HostState(
                        row.getLong("rev"),
                        Sql.requiredInstant(row, "at"),
                        SoftwareSets.number(row, "software_set_id"),
                        SoftwareSets.number(row, "facts_set_id"),
                        row.getString("inventory_digest"),
                        row.getString("boot_id")),
                hostId,
                before(page),
                page.limit() + 1);
        return Page.of(states, page, state -> new Object[] {state.rev()});
    }

    private static long before(PageRequest page) {
        try {
            return page.first() ? Long.MAX_VALUE : Long.parseLong(page.after().get(0));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("after", "is no cursor of this list; leave it out to start over");
        }
    }
}
