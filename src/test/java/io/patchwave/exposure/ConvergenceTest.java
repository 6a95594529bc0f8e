package io.patchwave.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.AgentGiven;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.patchwave.catalog.CatalogService;
import io.patchwave.platform.database.Revisions;
import io.patchwave.platform.database.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/** Events are hints: what another server, or one that died, has committed is found by query (engineering, laws 1 and 7). */
@ServerTest
class ConvergenceTest {
    @Inject
    ExposureService exposure;

    @Inject
    LiveIndex live;

    @Inject
    RulingRows rulings;

    @Inject
    SetRows states;

    @Inject
    SetStates writer;

    @Inject
    Explanations explanations;

    @Inject
    HostRows hosts;

    @Inject
    FactsEffects effects;

    @Inject
    Revisions revisions;

    @Inject
    CatalogService catalog;

    @Inject
    Sql sql;

    @Inject
    Clock clock;

    private final String name = AgentGiven.unique("lib");
    private final String advisory = AgentGiven.unique("ALSA-2024:");

    private AgentGiven.Agent exposed() {
        Errata.imported(AgentGiven.unique("mirror"), Errata.document(advisory, name, "2.0"));
        return AgentGiven.enrolled("seen").sends(AgentGiven.linux(name + "-0:1.0-1.el8.x86_64"));
    }

    private long setOf(AgentGiven.Agent host) {
        return sql.number("select software_set_id from inventory_host where id = ?", UUID.fromString(host.hostId()));
    }

    @Test
    void an_inventory_whose_event_was_lost_is_judged_all_the_same() {
        long set = setOf(exposed());
        UUID host = UUID.fromString(AgentGiven.enrolled("unheard").hostId());
        QuarkusTransaction.requiringNew().run(() -> {
            sql.update(
                    "update inventory_host set software_set_id = ?, evidence_at = ? where id = ?",
                    set,
                    clock.instant(),
                    host);
            long rev = revisions.bump("inventory");
            sql.update(
                    "insert into inventory_host_state (host_id, rev, at, software_set_id) values (?, ?, ?, ?)",
                    host,
                    rev,
                    clock.instant(),
                    set);
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(exposure.isOpen(host, List.of(advisory))).isTrue());
        assertThat(exposure.findings(host, FindingQuery.OPEN)).hasSize(1);
    }

    @Test
    void a_set_left_behind_is_evaluated_by_the_sweep() {
        long set = setOf(exposed());
        QuarkusTransaction.requiringNew()
                .run(() -> sql.update(
                        "update exposure_set_state set evaluated_rev = 0, touched_rev = ? where software_set_id = ?",
                        revisions.bump("exposure"),
                        set));
        assertThat(states.behind(catalog.revision())).contains(set);
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(states.behind(catalog.revision())).doesNotContain(set));
    }

    @Test
    void a_second_server_that_follows_answers_like_one_that_reads_everything() {
        AgentGiven.Agent host = exposed();
        LiveIndex following = new LiveIndex(rulings, states, hosts, effects, revisions, clock);
        following.load();
        for (int release = 0; release < 12; release++) {
            Errata.imported(
                    AgentGiven.unique("mirror"),
                    Errata.document(AgentGiven.unique("ALSA-2024:"), name, "3." + release));
            following.follow();
        }
        long set = setOf(host);
        LiveIndex fresh = new LiveIndex(rulings, states, hosts, effects, revisions, clock);
        fresh.load();
        following.follow();
        live.follow();
        assertThat(following.index().set(set))
                .isEqualTo(fresh.index().set(set))
                .isEqualTo(live.index().set(set));
        assertThat(fresh.index().holdsAt(set)).isEqualTo(following.index().holdsAt(set));
        assertThat(exposure.findings(UUID.fromString(host.hostId()), FindingQuery.OPEN))
                .hasSize(13);
        assertThat(states.histories(List.of(set)).get(set).knownAt(clock.instant()))
                .isEqualTo(fresh.index().set(set).rulings());
    }

    @Test
    void a_second_server_learns_who_came_retired_returned_and_is_called_otherwise() {
        LiveIndex following = new LiveIndex(rulings, states, hosts, effects, revisions, clock);
        following.load();
        UUID host = UUID.fromString(AgentGiven.enrolled("followed").hostId());
        following.followStanding();
        assertThat(following.index().host(host)).isNotNull().matches(HostEntry::active);
        String address = "/api/v1/hosts/" + host;
        Given.admin().delete(address).then().statusCode(204);
        following.followStanding();
        assertThat(following.index().host(host)).matches(entry -> !entry.active());
        Given.admin().post(address + "/restore").then().statusCode(200);
        Given.admin()
                .contentType("application/merge-patch+json")
                .body("{\"tags\":[\"followed\"]}")
                .patch(address)
                .then()
                .statusCode(200);
        following.followStanding();
        assertThat(following.index().host(host)).matches(HostEntry::active);
        assertThat(following.index().host(host).tags()).containsExactly("followed");
    }

    @Test
    void an_older_look_at_a_host_never_overtakes_its_upload() {
        AgentGiven.Agent host = exposed();
        UUID id = UUID.fromString(host.hostId());
        java.util.concurrent.atomic.AtomicBoolean over = new java.util.concurrent.atomic.AtomicBoolean();
        Thread looking = new Thread(() -> {
            while (!over.get()) {
                live.refresh(List.of(id));
            }
        });
        looking.start();
        try {
            for (int round = 0; round < 40; round++) {
                boolean open = round % 2 == 1;
                host.sends(AgentGiven.linux(name + (open ? "-0:1.0-1.el8.x86_64" : "-0:2.0-1.el8.x86_64")));
                assertThat(exposure.isOpen(id, List.of(advisory))).isEqualTo(open);
            }
        } finally {
            over.set(true);
        }
    }

    @Test
    void an_answer_by_an_older_catalog_never_replaces_a_newer_one() {
        long set = setOf(exposed());
        SetState present = states.load(List.of(set)).get(0);
        SetStates.Written written = writer.write(
                List.of(new SetStates.Found(set, new RoaringBitmap(), present.whole(), null)),
                present.holdsAt(states.swept()) - 1,
                new SetStates.Before(Map.of(), 0),
                false);
        assertThat(written.changed()).isEmpty();
        assertThat(states.load(List.of(set))).containsExactly(present);
    }

    @Test
    void an_index_read_from_the_database_answers_like_the_living_one() {
        AgentGiven.Agent host = exposed();
        live.follow();
        LiveIndex fresh = new LiveIndex(rulings, states, hosts, effects, revisions, clock);
        fresh.load();
        assertThat(fresh.index().host(UUID.fromString(host.hostId())))
                .isEqualTo(live.index().host(UUID.fromString(host.hostId())));
        assertThat(fresh.index().set(setOf(host))).isEqualTo(live.index().set(setOf(host)));
        FleetAnswers before = new FleetAnswers(live, book(), explanations);
        FleetAnswers after = new FleetAnswers(fresh, book(), explanations);
        assertThat(after.exposedAdvisories())
                .isEqualTo(before.exposedAdvisories())
                .contains(advisory);
    }

    @Test
    void a_corrected_version_replaces_the_answer() {
        String mirror = AgentGiven.unique("mirror");
        Errata.imported(mirror, Errata.document(advisory, name, "2.0"));
        AgentGiven.Agent host = AgentGiven.enrolled("seen").sends(AgentGiven.linux(name + "-0:1.0-1.el8.x86_64"));
        long set = setOf(host);
        Errata.imported(mirror, Errata.document(advisory, name, "0.5"));
        assertThat(exposure.isOpen(UUID.fromString(host.hostId()), List.of(advisory)))
                .isFalse();
    }

    private AdvisoryBook book() {
        return new AdvisoryBook(catalog);
    }
}
