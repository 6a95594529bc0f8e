package io.patchwave.inventory;

import static io.patchwave.AgentGiven.enrol;
import static io.patchwave.AgentGiven.enrolled;
import static io.patchwave.AgentGiven.enrollmentToken;
import static io.patchwave.AgentGiven.linux;
import static io.patchwave.AgentGiven.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.patchwave.AgentGiven.Agent;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.inventory.HostView.Managed;
import io.patchwave.inventory.ImportOutcome.Kind;
import io.patchwave.platform.problem.ProblemException;
import io.patchwave.platform.security.HostStanding;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServerTest
class HostImportTest {
    @Inject
    InventoryService inventory;

    @Inject
    HostService hosts;

    @Inject
    SoftwareSets sets;

    @Inject
    HostStanding standing;

    @Inject
    LastSeen lastSeen;

    @Inject
    Clock clock;

    private ImportOutcome bring(String hostname, String document, Duration age) {
        return inventory.importHost(new ImportedHost(
                null,
                hostname,
                document.getBytes(StandardCharsets.UTF_8),
                clock.instant().minus(age),
                hostname + ".txt"));
    }

    @Test
    void a_host_out_of_a_file_is_as_old_as_the_file() {
        String name = unique("xp");
        Instant before = clock.instant();
        ImportOutcome outcome = bring(name, linux(unique("x") + "-1-1.i686"), Duration.ofDays(30));
        assertThat(outcome.kind()).isEqualTo(Kind.CREATED);
        HostView host = hosts.require(outcome.hostId());
        assertThat(host.managed()).isEqualTo(Managed.IMPORTED);
        assertThat(host.status()).isEqualTo(HostStatus.STALE);
        assertThat(host.lastSeen()).isBefore(before.minus(Duration.ofDays(29)));
        assertThat(host.evidenceAt()).isEqualTo(host.lastSeen());
        assertThat(hosts.matching(new HostQuery(name, null, null, null, "stale", null)))
                .containsExactly(host.id());
        assertThat(sets.hosts()).anyMatch(set -> set.hostId().equals(host.id()) && set.softwareSetId() != null);
    }

    @Test
    void a_newer_file_updates_and_an_older_one_does_not() {
        String name = unique("again");
        String old = linux(unique("y") + "-1-1.i686");
        String fresh = linux(unique("y") + "-2-1.i686");
        UUID id = bring(name, old, Duration.ofDays(3)).hostId();
        assertThat(bring(name.toUpperCase(java.util.Locale.ROOT), fresh, Duration.ofDays(2)))
                .isEqualTo(new ImportOutcome(id, Kind.UPDATED, null));
        assertThat(bring(name, fresh, Duration.ofDays(1)).kind()).isEqualTo(Kind.UNCHANGED);
        assertThat(bring(name, old, Duration.ofDays(5)).kind()).isEqualTo(Kind.SKIPPED);
        assertThat(hosts.require(id).status()).isEqualTo(HostStatus.ACTIVE);
    }

    @Test
    void a_file_never_outranks_an_agent() {
        Agent agent = enrolled("ranked").sends(linux(unique("z") + "-1-1.x86_64"));
        HostView before = hosts.require(UUID.fromString(agent.hostId()));
        ImportOutcome outcome = bring(agent.hostname(), linux("old-1-1.x86_64"), Duration.ZERO);
        assertThat(outcome.kind()).isEqualTo(Kind.SKIPPED);
        assertThat(outcome.hostId()).isEqualTo(before.id());
        assertThat(hosts.require(before.id()).softwareSetId()).isEqualTo(before.softwareSetId());
    }

    @Test
    void an_agent_on_an_imported_host_takes_its_place() {
        String name = unique("taken");
        UUID imported = bring(name, linux(unique("t") + "-1-1.x86_64"), Duration.ofDays(1))
                .hostId();
        String id = enrol(enrollmentToken(), name, Map.of())
                .statusCode(201)
                .extract()
                .path("hostId");
        Given.admin().get("/api/v1/hosts/" + id).then().body("replaces", equalTo(imported.toString()));
    }

    @Test
    void a_file_without_a_name_is_refused() {
        assertThatThrownBy(() -> inventory.importHost(new ImportedHost(
                        null, null, linux("a-1-1.x86_64").getBytes(StandardCharsets.UTF_8), clock.instant(), "f")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no host name");
    }

    @Test
    void last_seen_is_written_behind_and_standing_follows_the_rows() {
        Agent agent = enrolled("behind");
        UUID id = UUID.fromString(agent.hostId());
        Instant enrolled = hosts.require(id).lastSeen();
        inventory.heardOf(id);
        Instant heard = hosts.require(id).lastSeen();
        assertThat(heard).isAfter(enrolled);
        lastSeen.flush();
        assertThat(hosts.require(id).lastSeen()).isEqualTo(heard);
        assertThat(standing.maySpeak(id)).isTrue();
        inventory.retire(id);
        assertThat(standing.maySpeak(id)).isFalse();
        assertThatThrownBy(() -> inventory.checkIn(
                        id, new CheckIn("sha256:" + "0".repeat(64), null, false, "boot-1", null, null)))
                .as("also on a server that has not heard of it yet")
                .hasMessageContaining("retired");
        inventory.restore(id);
        assertThat(standing.maySpeak(id)).isTrue();
    }

    @Test
    void many_views_are_read_at_once() {
        UUID one = UUID.fromString(enrolled("many").hostId());
        UUID two = UUID.fromString(enrolled("many").hostId());
        assertThat(hosts.views(List.of(one, two, UUID.randomUUID())))
                .extracting(HostView::id)
                .containsExactlyInAnyOrder(one, two);
        assertThat(hosts.views(List.of())).isEmpty();
    }
}
