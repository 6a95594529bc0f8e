package io.patchwave.inventory;

import static io.patchwave.AgentGiven.digest;
import static io.patchwave.AgentGiven.linux;
import static io.patchwave.AgentGiven.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchwave.ServerTest;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Uploads that come at once are written together; check-ins that say nothing new are answered from memory. */
@ServerTest
class TogetherTest {
    @Inject
    InventoryService inventory;

    @Inject
    HostService hosts;

    @Inject
    HostHistory history;

    @Inject
    Beats beats;

    @Inject
    HostRows rows;

    @Inject
    Sql sql;

    @Inject
    Clock clock;

    private UUID host(String prefix) {
        String name = unique(prefix);
        OperatingSystem os = new OperatingSystem("linux", "almalinux", "8", null, null, "x86_64");
        Enrolment enrolment = new Enrolment(name, name, null, os, null, "b", null, null, List.of());
        return inventory.enrol(enrolment).orElseThrow();
    }

    private static CheckIn says(String document) {
        return new CheckIn(digest(document), null, false, "b", null, null);
    }

    private void upload(UUID host, String document) {
        inventory.checkIn(host, says(document));
        inventory.receiveInventory(host, document.getBytes(StandardCharsets.UTF_8), null);
    }

    private UUID steady(String prefix, String document) {
        UUID host = host(prefix);
        upload(host, document);
        inventory.checkIn(host, says(document));
        assertThat(inventory.steady(host, says(document))).contains(new CheckIn.Answer(false, false, false));
        return host;
    }

    @Test
    void uploads_at_once_are_each_taken_or_refused_by_themselves() throws Exception {
        String shared = linux(unique("shared") + "-1-1.noarch");
        String wrong = "{\"os\": {\"family\": \"" + unique("x") + "\"}}";
        List<UUID> ids = new ArrayList<>();
        List<Callable<Boolean>> uploads = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            UUID host = host("together");
            String document = i % 8 == 7 ? wrong : i % 2 == 0 ? shared : linux(unique("own") + "-1-1.noarch");
            ids.add(host);
            uploads.add(() -> {
                upload(host, document);
                return true;
            });
        }
        var executor = Executors.newFixedThreadPool(12);
        try {
            List<Future<Boolean>> done = executor.invokeAll(uploads);
            for (int i = 0; i < done.size(); i++) {
                Future<Boolean> one = done.get(i);
                int states = history.of(ids.get(i), PageRequest.of(10, null, "q"))
                        .items()
                        .size();
                if (i % 8 == 7) {
                    assertThatThrownBy(one::get)
                            .isInstanceOf(ExecutionException.class)
                            .hasRootCauseInstanceOf(ProblemException.class)
                            .hasMessageContaining("os.family");
                    assertThat(states).isZero();
                } else {
                    assertThat(one.get()).isTrue();
                    assertThat(states).isOne();
                }
            }
        } finally {
            executor.shutdown();
        }
        assertThat(ids.stream()
                        .filter(id -> ids.indexOf(id) % 2 == 0)
                        .map(id -> hosts.require(id).softwareSetId())
                        .distinct())
                .as("the same document is the same set")
                .hasSize(1);
    }

    @Test
    void the_same_upload_again_changes_nothing() {
        String document = linux(unique("again") + "-1-1.noarch");
        UUID host = host("again");
        upload(host, document);
        inventory.receiveInventory(host, document.getBytes(StandardCharsets.UTF_8), null);
        assertThat(history.of(host, PageRequest.of(10, null, "q")).items()).hasSize(1);
    }

    @Test
    void other_words_than_before_are_not_answered_from_memory() {
        String document = linux(unique("words") + "-1-1.noarch");
        UUID host = steady("words", document);
        CheckIn same = says(document);
        String digest = same.inventoryDigest();
        assertThat(List.of(
                        says(document + " "),
                        new CheckIn(digest, digest, false, "b", null, null),
                        new CheckIn(digest, null, true, "b", null, null),
                        new CheckIn(digest, null, false, "c", null, null),
                        new CheckIn(digest, null, false, null, null, null),
                        new CheckIn(digest, null, false, "b", new HostView.Agent("a", "1"), null),
                        new CheckIn(
                                digest, null, false, "b", null, clock.instant().plusSeconds(60))))
                .allSatisfy(other -> assertThat(inventory.steady(host, other)).isEmpty());
        assertThat(inventory.steady(host, same)).isPresent();
        inventory.checkIn(host, says(document + " "));
        assertThat(inventory.steady(host, same))
                .as("it announced something else")
                .isEmpty();
    }

    @Test
    void what_another_server_changes_is_forgotten() {
        String document = linux(unique("other") + "-1-1.noarch");
        UUID host = steady("other", document);
        sql.update(
                "insert into inventory_host_touch (id, host_id, at) values (nextval('inventory_touch_seq'), ?, ?)",
                host,
                clock.instant());
        beats.follow();
        assertThat(inventory.steady(host, says(document))).isEmpty();
        inventory.checkIn(host, says(document));
        beats.follow();
        assertThat(inventory.steady(host, says(document))).as("forgotten once").isPresent();
    }

    @Test
    void a_row_that_changes_while_it_is_read_is_not_remembered() {
        String document = linux(unique("while") + "-1-1.noarch");
        UUID host = steady("while", document);
        long mark = beats.mark(host);
        Pulse read = rows.pulse(host).orElseThrow();
        beats.touched(new HostTouched(host));
        beats.keep(host, says(document), read, new CheckIn.Answer(false, false, false), mark);
        assertThat(inventory.steady(host, says(document))).isEmpty();
    }
}
