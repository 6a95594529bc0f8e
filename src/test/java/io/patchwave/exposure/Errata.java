package io.patchwave.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.Given;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Hand-made errata of AlmaLinux 8, through the real import. */
final class Errata {
    private Errata() {}

    /** An advisory that fixes one package in that version. */
    static String document(String id, String name, String version) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <updates><update from="packager@example.invalid" status="final" type="security" version="1">
                <id>%s</id><title>Important: %s</title><issued date="2024-02-01 00:00:00"/>
                <updated date="2024-02-02 00:00:00"/><severity>Important</severity><description>text</description>
                <references></references><pkglist><collection short="almalinux"><name>AlmaLinux</name>
                <package name="%s" version="%s" release="1.el8" epoch="0" arch="x86_64" src="x.src.rpm">
                <filename>x.rpm</filename></package></collection></pkglist></update></updates>
                """.formatted(id, name, name, version);
    }

    /** Imports it into a mirror and waits for the end. */
    static void imported(String mirror, String document) {
        String job = Given.admin()
                .contentType("application/octet-stream")
                .body(document.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/catalog/imports?format=updateinfo&filename=updateinfo.xml&for=almalinux:8&mirror="
                        + mirror)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Given.admin()
                                .get("/api/v1/catalog/imports/" + job)
                                .jsonPath()
                                .getString("state"))
                        .isEqualTo("succeeded"));
    }
}
