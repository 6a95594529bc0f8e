package io.patchwave.proof;

import static io.patchwave.Given.admin;
import static java.util.stream.Collectors.joining;

import io.patchwave.AgentGiven;
import io.patchwave.exposure.ExposureService;
import io.patchwave.exposure.HostVerdict;
import io.patchwave.platform.json.Json;
import io.restassured.path.json.JsonPath;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hand-made machines of any distribution, through the agent protocol, and what is said of them. */
record Machines(ExposureService exposure) {
    /** An operating system as os-release names it, and the repositories of the machine; none: it does not tell. */
    record System(String id, String version, String architecture, List<String> repositories) {
        static System of(String id, String version, String... repositories) {
            return new System(id, version, "x86_64", List.of(repositories));
        }

        System on(String otherArchitecture) {
            return new System(id, version, otherArchitecture, repositories);
        }
    }

    /** {@code exposed NEVRA…}, {@code patched}, {@code exposed no-remedy}, …: verdict, reason, what to install. */
    String said(String advisory, System system, String... rpms) {
        Map<String, Object> document = document(system);
        document.put("packages", List.of(rpms));
        document.put("modules", List.of());
        return said(advisory, document);
    }

    /** As {@link #said} of a machine with debs: {@code NAME SOURCE-VERSION}, every binary named like its source. */
    String saidOfDebs(String advisory, System system, List<String> subscriptions, String... debs) {
        Map<String, Object> document = document(system);
        document.put("subscriptions", subscriptions);
        document.put(
                "debs",
                Arrays.stream(debs)
                        .map(each -> each.split(" "))
                        .map(parts -> Map.of("name", parts[0], "version", parts[1]))
                        .toList());
        return said(advisory, document);
    }

    /** {@code severity kind CVE CVE…} of an advisory, at most two CVEs. */
    static String facts(String advisory) {
        JsonPath view = admin().get("/api/v1/advisories/" + advisory)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> cves = view.getList("cves.id");
        return view.getString("severity") + " " + view.getString("kind")
                + (cves == null
                        ? ""
                        : cves.stream().limit(2).map(cve -> " " + cve).collect(joining()));
    }

    private static Map<String, Object> document(System system) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "os",
                Map.of(
                        "family", "linux",
                        "id", system.id(),
                        "versionId", system.version(),
                        "architecture", system.architecture()));
        document.put("repositories", system.repositories());
        return document;
    }

    private String said(String advisory, Map<String, Object> document) {
        UUID host = UUID.fromString(
                AgentGiven.enrolled("machine").sends(Json.write(document)).hostId());
        HostVerdict verdict = exposure.explained(host, List.of(advisory));
        return verdict.verdict().word()
                + after(verdict.reason())
                + verdict.remedies().stream().map(each -> " " + each).collect(joining());
    }

    private static String after(@Nullable String word) {
        return word == null ? "" : " " + word;
    }
}
