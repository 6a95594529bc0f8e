package io.patchwave.agent;

import static io.patchwave.AgentGiven.digest;
import static io.patchwave.AgentGiven.enrolled;
import static io.patchwave.AgentGiven.gzip;
import static io.patchwave.AgentGiven.linux;
import static io.patchwave.AgentGiven.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.patchwave.AgentGiven.Agent;
import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@ServerTest
class RefusedDocumentsTest {
    private static final long MEGABYTE = 1L << 20;

    @Test
    void a_document_that_was_not_announced_changes_nothing() {
        String announced = linux(unique("announced") + "-1-1.x86_64");
        Agent agent = enrolled("mismatch").sends(announced);
        agent.checkIn(linux("other-1-1.x86_64")).statusCode(200);
        agent.putInventory(linux("forged-1-1.x86_64"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/digest-mismatch"));
        Given.admin().get("/api/v1/hosts/" + agent.hostId()).then().body("inventoryDigest", equalTo(digest(announced)));
        enrolled("silent").putInventory(announced).statusCode(422);
    }

    @Test
    void a_document_that_cannot_be_read_is_refused_by_member_or_byte() {
        Agent agent = enrolled("unreadable");
        String wrong = "{\"os\": {\"family\": \"solaris\"}}";
        agent.checkIn(wrong).statusCode(200);
        agent.putInventory(wrong).statusCode(422).body("violations[0].field", equalTo("os.family"));
        String cut = "{\"os\": {\"family\": \"linux\"";
        agent.checkIn(cut).statusCode(200);
        agent.putInventory(cut).statusCode(422).body("detail", containsString("byte"));
        agent.checkIn(cut).body("inventoryWanted", equalTo(true));
    }

    @Test
    void other_encodings_than_gzip_are_refused() {
        Agent agent = enrolled("encoding");
        String document = linux("bash-4.4-1.x86_64");
        agent.request()
                .header("Content-Encoding", "br")
                .body(document.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .put("/agent/v1/inventory")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        byte[] cut = java.util.Arrays.copyOf(gzip(document), 40);
        agent.request()
                .header("Content-Encoding", "gzip")
                .body(cut)
                .put("/agent/v1/inventory")
                .then()
                .statusCode(422);
    }

    @Test
    void gzip_that_expands_without_end_is_refused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] nothing = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                gzip.write(nothing);
            }
        }
        enrolled("bomb")
                .request()
                .header("Content-Encoding", "gzip")
                .body(bytes.toByteArray())
                .put("/agent/v1/inventory")
                .then()
                .statusCode(413)
                .body("type", equalTo("/problems/too-large"));
    }

    @Test
    void an_inventory_of_200_megabytes_is_refused_without_being_kept() throws Exception {
        Agent agent = enrolled("huge");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/agent/v1/inventory"))
                .header("Authorization", "Bearer " + agent.token())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(200 * MEGABYTE)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("/problems/too-large");
    }

    /** That many spaces. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            java.util.Arrays.fill(buffer, offset, offset + count, (byte) ' ');
            left -= count;
            return count;
        }
    }
}
