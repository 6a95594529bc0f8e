package io.patchwave.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The callers' side of the wire: JSON over HTTP; {@code authorization} is the whole header, {@code Bearer pwa_…} or {@code Basic …}. */
final class Wire {
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final HttpClient client;
    private final URI server;

    Wire(HttpClient client, URI server) {
        this.client = client;
        this.server = server;
    }

    /** An answer: status, ETag if there was one, and the body as JSON (null node when empty). */
    record Answer(int status, @Nullable String etag, JsonNode body) {
        /** The same answer; an {@link IllegalStateException} that shows the problem when the status is another. */
        Answer require(int expected) {
            if (status != expected) {
                throw new IllegalStateException("expected " + expected + ", was " + status + ": " + body);
            }
            return this;
        }
    }

    Answer post(String path, String authorization, JsonNode body) {
        return send(request(path, authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    Answer patch(String path, String authorization, JsonNode body) {
        return send(request(path, authorization)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    Answer putGzipped(String path, String authorization, byte[] document) {
        return send(request(path, authorization)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(gzip(document))));
    }

    Answer get(String path, String authorization, @Nullable String etag) {
        HttpRequest.Builder request = request(path, authorization).GET();
        if (etag != null) {
            request.header("If-None-Match", etag);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), StandardCharsets.UTF_8);
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(null),
                    Json.tree(text.isEmpty() ? "null" : text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
