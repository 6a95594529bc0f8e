package io.patchwave;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/** Agents of the tests: each has a unique machine and speaks the real protocol. */
public final class AgentGiven {
    private AgentGiven() {}

    /** A host that is enrolled. */
    public record Agent(String machineId, String hostname, String hostId, String token) {
        /** A request of this agent. */
        public RequestSpecification request() {
            return AgentGiven.request(token);
        }

        /** Checks in with the digest of that document (200). */
        public ValidatableResponse checkIn(String document) {
            return checkIn(Map.of("inventoryDigest", digest(document), "rebootPending", false, "bootId", "boot-1"));
        }

        /** Checks in with that body. */
        public ValidatableResponse checkIn(Map<String, ?> body) {
            return request().body(body).post("/agent/v1/check-in").then();
        }

        /** Checks in and sends the document (204). */
        public Agent sends(String document) {
            checkIn(document).statusCode(200);
            putInventory(document).statusCode(204);
            return this;
        }

        /** Puts the document, gzip. */
        public ValidatableResponse putInventory(String document) {
            return request()
                    .header("Content-Encoding", "gzip")
                    .body(gzip(document))
                    .put("/agent/v1/inventory")
                    .then();
        }
    }

    /** A unique name with that beginning. */
    public static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    /** A fresh enrolment token with those members. */
    public static String enrollmentToken(Map<String, ?> members) {
        Map<String, Object> body = new HashMap<>(members);
        body.putIfAbsent("description", "test");
        return Given.admin()
                .body(body)
                .post("/api/v1/enrollment-tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** A fresh enrolment token for anybody. */
    public static String enrollmentToken() {
        return enrollmentToken(Map.of());
    }

    /** A new host with a name that begins so. */
    public static Agent enrolled(String prefix) {
        String name = unique(prefix);
        return enrolled(name, Map.of());
    }

    /** A new host with that machine id and name, and these further members of the request. */
    public static Agent enrolled(String name, Map<String, ?> members) {
        var answer = enrol(enrollmentToken(), name, members).statusCode(201).extract();
        return new Agent(name, name, answer.path("hostId"), answer.path("token"));
    }

    /** Enrols a machine of that id and name. */
    public static ValidatableResponse enrol(String enrollmentToken, String machineId, Map<String, ?> members) {
        return request(enrollmentToken)
                .body(enrolBody(machineId, members))
                .post("/agent/v1/enroll")
                .then();
    }

    /** The body of an enrolment. */
    public static Map<String, Object> enrolBody(String machineId, Map<String, ?> members) {
        Map<String, Object> body = new HashMap<>();
        body.put("machineId", machineId);
        body.put("hostname", machineId);
        body.put("os", Map.of("family", "linux", "id", "almalinux", "versionId", "8", "architecture", "x86_64"));
        body.put("agent", Map.of("name", "test", "version", "1.0"));
        body.put("bootId", "boot-1");
        body.putAll(members);
        return body;
    }

    /** A request with that Bearer token, JSON both ways. */
    public static RequestSpecification request(String token) {
        return given().header("Authorization", "Bearer " + token)
                .config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("application/json")
                .accept("application/json, application/problem+json");
    }

    /** An inventory of AlmaLinux 8 with those packages. */
    public static String linux(String... packages) {
        String list = String.join("\", \"", List.of(packages));
        return """
                {"os": {"family": "linux", "id": "almalinux", "versionId": "8", "architecture": "x86_64"},
                 "runningKernel": "4.18.0-553.el8_10.x86_64", "packages": ["%s"]}""".formatted(list);
    }

    /** {@code sha256:…} of the text's bytes. */
    public static String digest(String document) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(sha.digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text's bytes, gzip. */
    public static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
