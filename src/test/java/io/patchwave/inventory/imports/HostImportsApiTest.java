package io.patchwave.inventory.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.patchwave.Given;
import io.patchwave.ServerTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

@ServerTest
class HostImportsApiTest {
    private static final String PATH = "/api/v1/hosts/imports";
    private static final Path SHARED = Path.of("../shared/data/microsoft/systeminfo");

    private final String mark = "i" + UUID.randomUUID().toString().substring(0, 7);

    private String systeminfo(String hostname, String... hotfixes) {
        StringBuilder text = new StringBuilder("\r\nHost Name:       " + hostname + "\r\n"
                + "OS Name:         Microsoft Windows XP Professional\r\n"
                + "OS Version:      5.1.2600 Service Pack 3 Build 2600\r\n"
                + "OS Manufacturer: Microsoft Corporation\r\nOS Configuration: Standalone Workstation\r\n"
                + "System type:     X86-based PC\r\nHotfix(s):       " + hotfixes.length + " Hotfix(s) Installed.\r\n");
        for (String hotfix : hotfixes) {
            text.append("                 [01]: ").append(hotfix).append("\r\n");
        }
        return text.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static JsonPath imported(String query, byte[] body) {
        String location = Given.operator()
                .contentType("application/octet-stream")
                .body(body)
                .post(PATH + query)
                .then()
                .statusCode(202)
                .body("id", notNullValue())
                .header("Location", containsString(PATH + "/"))
                .extract()
                .header("Location");
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> Given.auditor()
                                .get(location)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        job -> List.of("succeeded", "failed").contains(job.getString("state")));
    }

    private static List<String> problems(JsonPath job) {
        return job.getList("problems", String.class);
    }

    private static JsonPath host(String name) {
        JsonPath found = Given.admin().get("/api/v1/hosts?q=" + name).jsonPath();
        assertThat(found.getList("items")).as(name).hasSize(1);
        String id = found.getString("items[0].id");
        return Given.admin().get("/api/v1/hosts/" + id + "/inventory").jsonPath();
    }

    @Test
    void a_systeminfo_file_becomes_an_imported_host_as_old_as_the_file() {
        JsonPath job = imported(
                "?at=2019-03-05T10:00:00Z&filename=x.systeminfo.txt", utf8(systeminfo(mark + "-xp", "KB4012598")));

        assertThat(job.getString("state")).isEqualTo("succeeded");
        assertThat(job.getInt("counts.created")).isEqualTo(1);
        assertThat(job.getLong("progress.done"))
                .isEqualTo(job.getLong("progress.total"))
                .isPositive();
        Given.admin()
                .get("/api/v1/hosts?q=" + mark + "-xp")
                .then()
                .body("items[0].managed", equalTo("imported"))
                .body("items[0].status", equalTo("stale"))
                .body("items[0].evidenceAt", startsWith("2019-03-05"));
        assertThat(host(mark + "-xp").getList("document.hotfixes", String.class))
                .containsExactly("KB4012598");

        JsonPath again = imported(
                "?at=2019-03-05T10:00:00Z&filename=x.systeminfo.txt", utf8(systeminfo(mark + "-xp", "KB4012598")));
        assertThat(again.getInt("counts.unchanged")).isEqualTo(1);
    }

    @Test
    void many_hosts_come_in_one_zip_with_their_hotfixes_beside_them() throws IOException {
        Map<String, byte[]> inner = new LinkedHashMap<>();
        inner.put("deep.systeminfo.txt", utf8(systeminfo(mark + "-deep")));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(utf8(systeminfo(mark + "-gz")));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a/pc1.systeminfo.txt", utf8(systeminfo(mark + "-1", "KB958644")));
        files.put("a/pc1.qfe.txt", utf8("HotFixID\r\nKB4012598\r\nKB958644\r\n"));
        files.put("pc2.systeminfo.txt.gz", packed.toByteArray());
        files.put("inner.zip", zip(inner));
        files.put(
                "list.csv",
                utf8("hostname,owner,criticality\n" + mark + "-asset,Ops,high\n,,\n" + mark + "-bad,Ops,urgent\n"));
        files.put("notes.txt", utf8("meeting at ten"));
        files.put("web.rpm-qa.txt", utf8(mark + "-nothing-1.0-1.el8.alma.x86_64\nbash-4.4.20-5.el8.x86_64\n"));

        JsonPath job = imported("?filename=all.zip", zip(files));

        assertThat(job.getString("state")).as("%s", problems(job)).isEqualTo("succeeded");
        assertThat(job.getInt("counts.rejected")).isEqualTo(2);
        assertThat(problems(job))
                .anySatisfy(problem -> assertThat(problem).startsWith("notes.txt cannot be told"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("list.csv, row 4").contains("urgent"))
                .anySatisfy(problem -> assertThat(problem).contains("no epochs"));
        assertThat(job.getInt("counts.created") + job.getInt("counts.updated") + job.getInt("counts.unchanged"))
                .isEqualTo(5);
        assertThat(host(mark + "-1").getList("document.hotfixes", String.class))
                .containsExactly("KB4012598", "KB958644");
        host(mark + "-gz");
        host(mark + "-deep");
        Given.admin()
                .get("/api/v1/hosts?q=" + mark + "-asset")
                .then()
                .body("items[0].owner", equalTo("Ops"))
                .body("items[0].criticality", equalTo("high"))
                .body("items[0].managed", equalTo("imported"));
    }

    @Test
    void two_files_of_one_name_are_two_machines() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("one.systeminfo.txt", utf8(systeminfo(mark + "-clone")));
        files.put("two.systeminfo.txt", utf8(systeminfo(mark + "-clone", "KB4012598")));

        JsonPath job = imported("", zip(files));

        assertThat(job.getInt("counts.created")).isEqualTo(2);
        assertThat(problems(job)).anySatisfy(problem -> assertThat(problem).contains("several machines"));
        assertThat(imported("", zip(files)).getInt("counts.created")).isZero();
    }

    @Test
    void hotfixes_alone_need_a_host_and_are_added_to_it() {
        byte[] list = utf8("HotFixID=KB4012598\r\nCSName=" + mark + "-q\r\n");

        JsonPath alone = imported("?format=qfe", list);
        assertThat(alone.getString("state")).isEqualTo("failed");
        assertThat(problems(alone)).anySatisfy(problem -> assertThat(problem).contains("send its systeminfo"));

        imported("", utf8(systeminfo(mark + "-q", "KB958644")));
        assertThat(imported("?format=qfe", list).getInt("counts.updated")).isEqualTo(1);
        assertThat(host(mark + "-q").getList("document.hotfixes", String.class))
                .containsExactly("KB4012598", "KB958644");
    }

    @Test
    void garbage_fails_with_a_sentence_and_changes_nothing() throws IOException {
        JsonPath job = imported("?filename=garbage.bin", new byte[] {7, 1, 3, 9, 120, 33});
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(problems(job)).anySatisfy(problem -> assertThat(problem).contains("garbage.bin cannot be told"));

        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("good.systeminfo.txt", utf8(systeminfo(mark + "-good")));
        files.put("../../etc/evil.txt", utf8(systeminfo(mark + "-evil")));
        JsonPath escape = imported("?format=zip", zip(files));
        assertThat(escape.getString("state")).isEqualTo("failed");
        assertThat(problems(escape)).anySatisfy(problem -> assertThat(problem).contains("leaves it"));

        byte[] whole = zip(Map.of("x.systeminfo.txt", utf8(systeminfo(mark + "-cut"))));
        JsonPath cut = imported("?format=zip", java.util.Arrays.copyOf(whole, 60));
        assertThat(cut.getString("state")).isEqualTo("failed");
        Given.admin().get("/api/v1/hosts?q=" + mark).then().body("items.size()", equalTo(0));
    }

    @Test
    void a_bomb_inside_a_zip_is_refused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("bomb.txt"));
            byte[] zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 300; megabyte++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        JsonPath job = imported("", bytes.toByteArray());
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(problems(job)).anySatisfy(problem -> assertThat(problem).contains("expand"));
    }

    @Test
    void wrong_words_are_refused_by_name() {
        Map<String, String> wrong = Map.of("format", "docx", "at", "yesterday", "os", "linux");
        wrong.forEach((field, word) -> Given.admin()
                .contentType("application/octet-stream")
                .body(utf8("x"))
                .post(PATH + "?" + field + "=" + word)
                .then()
                .statusCode(400)
                .body("violations.field", contains(field)));
        Given.admin().contentType("application/octet-stream").post(PATH).then().statusCode(400);
        Given.auditor()
                .contentType("application/octet-stream")
                .body(utf8("x"))
                .post(PATH)
                .then()
                .statusCode(403);
        Given.admin().get(PATH + "/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void inventories_by_the_line_become_hosts_and_bad_ones_are_told() {
        String good =
                "{\"id\":\"" + mark + "-nd\",\"os\":{\"family\":\"linux\",\"id\":\"almalinux\",\"versionId\":\"8\","
                        + "\"architecture\":\"x86_64\"},\"packages\":[\"bash-0:4.4.20-5.el8.x86_64\"]}\n";
        String bad = "{\"id\":\"" + mark + "-nope\",\"os\":{\"family\":\"beos\"}}\n";

        JsonPath job = imported("?format=inventory&filename=hosts.ndjson", utf8(good + bad));

        assertThat(job.getInt("counts.created")).isEqualTo(1);
        assertThat(job.getInt("counts.rejected")).isEqualTo(1);
        assertThat(problems(job))
                .anySatisfy(problem -> assertThat(problem).contains("line 2").contains("os.family"));
    }

    @Test
    void the_whole_shared_folder_comes_in_one_zip() throws IOException {
        Assumptions.assumeTrue(Files.exists(SHARED), "../shared/data is not here");
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var listing = Files.list(SHARED)) {
            for (Path file : listing.sorted().toList()) {
                files.put(mark + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }

        JsonPath job = imported("?filename=systeminfo.zip", zip(files));

        assertThat(job.getString("state")).isEqualTo("succeeded");
        assertThat(job.getInt("counts.created") + job.getInt("counts.updated") + job.getInt("counts.unchanged"))
                .as("%s", problems(job))
                .isEqualTo(25);
        assertThat(host("imported:win7sp1x64/7_sp1_x64_enterprise_en-us_20190305")
                        .getList("document.hotfixes"))
                .hasSize(276);
    }
}
