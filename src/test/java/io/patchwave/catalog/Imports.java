package io.patchwave.catalog;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;

/** Imports through the public interface, and small documents to import. */
public final class Imports {
    private Imports() {}

    /** Uploads and waits for the end, whatever it is. */
    public static JsonPath ended(String query, byte[] body) {
        String location = admin().contentType("application/octet-stream")
                .body(body)
                .post("/api/v1/catalog/imports?" + query)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        return awaited(location);
    }

    /** Uploads and waits for success. */
    public static JsonPath succeeded(String query, byte[] body) {
        JsonPath job = ended(query, body);
        assertThat(job.getString("state")).as("%s", job.getList("problems")).isEqualTo("succeeded");
        return job;
    }

    /** As {@link #succeeded(String, byte[])} with a text. */
    public static JsonPath succeeded(String query, String body) {
        return succeeded(query, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits until a queued import has stopped. */
    public static JsonPath awaited(String location) {
        Awaitility.await(location)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        !admin().get(location).jsonPath().getString("state").matches("queued|running"));
        return admin().get(location).jsonPath();
    }

    /** A zip of named contents. */
    public static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A zip of files under their own names. */
    public static byte[] zip(List<Path> files) {
        Map<String, byte[]> contents = new java.util.LinkedHashMap<>();
        files.forEach(file -> contents.put(file.getFileName().toString(), bytes(file)));
        return zip(contents);
    }

    /** A file's bytes. */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A month of Microsoft's with one remedy for Windows Server 2012 R2 per CVE. */
    public static String month(String id, String released, String... cvesAndKbs) {
        StringBuilder flaws = new StringBuilder();
        for (String pair : cvesAndKbs) {
            String[] parts = pair.split("=");
            flaws.append("""
                    <vuln:Vulnerability Ordinal="0"><vuln:Title>Invented hole %1$s</vuln:Title>
                      <vuln:Notes><vuln:Note Title="Description" Type="Description">&lt;p&gt;A text.&lt;/p&gt;</vuln:Note></vuln:Notes>
                      <vuln:CVE>%1$s</vuln:CVE>
                      <vuln:ProductStatuses><vuln:Status Type="Known Affected"><vuln:ProductID>10483</vuln:ProductID></vuln:Status></vuln:ProductStatuses>
                      <vuln:Threats><vuln:Threat Type="Severity"><vuln:Description>Critical</vuln:Description><vuln:ProductID>10483</vuln:ProductID></vuln:Threat></vuln:Threats>
                      <vuln:Remediations><vuln:Remediation Type="Vendor Fix"><vuln:Description>%2$s</vuln:Description>
                        <vuln:ProductID>10483</vuln:ProductID><vuln:Supercedence>MS16-110, 3187754</vuln:Supercedence>
                        <vuln:SubType>Monthly Rollup</vuln:SubType></vuln:Remediation></vuln:Remediations>
                    </vuln:Vulnerability>
                    """.formatted(parts[0], parts[1]));
        }
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <cvrf:cvrfdoc xmlns:cvrf="http://www.icasi.org/CVRF/schema/cvrf/1.1"
                    xmlns:prod="http://www.icasi.org/CVRF/schema/prod/1.1" xmlns:vuln="http://www.icasi.org/CVRF/schema/vuln/1.1">
                  <cvrf:DocumentTitle>Invented</cvrf:DocumentTitle>
                  <cvrf:DocumentPublisher Type="Vendor"><cvrf:ContactDetails>secure@microsoft.com</cvrf:ContactDetails></cvrf:DocumentPublisher>
                  <cvrf:DocumentTracking>
                    <cvrf:Identification><cvrf:ID>%s</cvrf:ID></cvrf:Identification><cvrf:Version>1.0</cvrf:Version>
                    <cvrf:InitialReleaseDate>2018-06-12T07:00:00</cvrf:InitialReleaseDate>
                    <cvrf:CurrentReleaseDate>%s</cvrf:CurrentReleaseDate>
                  </cvrf:DocumentTracking>
                  <prod:ProductTree><prod:Branch Type="Vendor" Name="Microsoft">
                    <prod:FullProductName ProductID="10483">Windows Server 2012 R2</prod:FullProductName></prod:Branch></prod:ProductTree>
                  %s
                </cvrf:cvrfdoc>
                """.formatted(id, released, flaws);
    }
}
