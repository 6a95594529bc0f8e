package io.patchwave.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.mainjob.World.Upload;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The main job, 2: the documents go in, and going in again changes nothing. */
@Order(2)
class B_CatalogIT {
    private final Server server = Server.running();

    @Test
    void every_document_is_imported_and_a_second_import_changes_nothing() {
        for (Upload upload : Fleet.WORLD.catalog()) {
            JsonPath first = importOf(upload);
            assertThat(first.getLong("counts.created")
                            + first.getLong("counts.updated")
                            + first.getLong("counts.unchanged"))
                    .as(upload.query())
                    .isPositive();
            assertThat(first.getLong("progress.done")).isEqualTo(first.getLong("progress.total"));
        }
        long revision = revision();
        for (Upload upload : Fleet.WORLD.catalog()) {
            JsonPath second = importOf(upload);
            assertThat(second.getLong("counts.created")).as(upload.query()).isZero();
            assertThat(second.getLong("counts.updated")).as(upload.query()).isZero();
        }
        assertThat(revision()).isEqualTo(revision);
    }

    private long revision() {
        return server.admin().get("/api/v1/meta").jsonPath().getLong("catalogRevision");
    }

    private JsonPath importOf(Upload upload) {
        String location = server.admin()
                .contentType("application/octet-stream")
                .body(upload.body())
                .post("/api/v1/catalog/imports?" + upload.query())
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        return ended(location);
    }

    private JsonPath ended(String location) {
        Awaitility.await(location)
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> !server.admin()
                        .get(location)
                        .jsonPath()
                        .getString("state")
                        .matches("queued|running"));
        JsonPath job = server.admin().get(location).jsonPath();
        assertThat(job.getString("state")).as("%s", job.getList("problems")).isEqualTo("succeeded");
        return job;
    }
}
