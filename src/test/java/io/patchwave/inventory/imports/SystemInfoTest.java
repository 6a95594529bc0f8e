package io.patchwave.inventory.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemInfoTest {
    private static final Path SHARED = Path.of("../shared/data/microsoft");
    private static final List<String> OS_MEMBERS =
            List.of("family", "name", "version", "build", "servicePack", "architecture");

    @ParameterizedTest
    @CsvSource({
        "OFFICE7.de.systeminfo.txt, BUERO-07, Microsoft Windows 10 Pro, 10.0.19045, 0, x64, workstation, 2",
        "PARIS.fr.systeminfo.txt, PARIS-DC1, Microsoft Windows Server 2016 Standard, 10.0.14393, 0, x64, domain-controller, 1",
        "ROMA.it.systeminfo.txt, ROMA-3, Microsoft Windows 7 Professional, 6.1.7601, 1, x86, workstation, 1",
        "DELFT.nl.systeminfo.txt, DELFT, Microsoft Windows Server 2012 R2 Standard, 6.3.9600, 0, x64, server, 1",
        "BJ.zh.systeminfo.txt, BJ-01, Microsoft Windows 10 企业版, 10.0.17763, 0, x64, workstation, 1",
        "ru-cp1251.systeminfo.txt, ДОК-1, Майкрософт Windows Server 2008 R2 Standard, 6.1.7601, 1, x64, server, 2",
        "KIOSK.systeminfo.txt, KIOSK, 'Microsoft Windows Server 2003, Standard Edition', 5.2.3790, 2, x86, server, 2",
        "systeminfo.csv, CSV-1, Microsoft Windows Server 2019 Standard, 10.0.17763, 0, x64, server, 2",
    })
    void every_language_is_read_by_place_and_shape(
            String file,
            String hostname,
            String name,
            String version,
            int servicePack,
            String architecture,
            String productType,
            int hotfixes)
            throws IOException {
        Gathered found = Gathered.of(file, Gathered.sample(file));

        JsonNode os = found.software().path("os");
        assertThat(found.host().hostname()).isEqualTo(hostname);
        assertThat(os.path("name").asText()).isEqualTo(name);
        assertThat(os.path("version").asText()).isEqualTo(version);
        assertThat(os.path("servicePack").asInt()).isEqualTo(servicePack);
        assertThat(os.path("architecture").asText()).isEqualTo(architecture);
        assertThat(os.path("productType").asText()).isEqualTo(productType);
        assertThat(found.hotfixesOfHost()).hasSize(hotfixes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru-cp866", "ru-utf16be", "ru-utf16le-nobom", "ru-utf8bom"})
    void every_encoding_gives_the_same_host(String name) throws IOException {
        JsonNode expected =
                Gathered.of("a", Gathered.sample("ru-cp1251.systeminfo.txt")).software();

        assertThat(Gathered.of("a", Gathered.sample(name + ".systeminfo.txt")).software())
                .isEqualTo(expected);
    }

    @Test
    void only_numbers_with_KB_are_hotfixes_and_a_cut_list_is_told() throws IOException {
        Gathered found = Gathered.of("KIOSK.systeminfo.txt", Gathered.sample("KIOSK.systeminfo.txt"));

        assertThat(found.hotfixesOfHost()).containsExactly("KB4012598", "KB893803");
        assertThat(found.notes).singleElement().asString().contains("4 of 6").contains("wmic qfe");
    }

    @Test
    void a_listing_without_a_name_takes_the_file_s() throws IOException {
        String text = "OS Version: 6.3.9600 N/A Build 9600\r\nSystem Type: x64-based PC\r\n";

        Gathered found = Gathered.of("vlan7/SRV-9.systeminfo.txt", text.getBytes(StandardCharsets.UTF_8));

        assertThat(found.host().hostname()).isEqualTo("SRV-9");
    }

    @Test
    void something_else_is_no_systeminfo() {
        assertThatThrownBy(() -> Gathered.of(
                        new Source("notes.txt", null, null),
                        Format.SYSTEMINFO,
                        "hello: world".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no systeminfo");
    }

    static Stream<Path> sharedHosts() throws IOException {
        return Files.exists(SHARED) ? Files.list(SHARED.resolve("hosts")).sorted() : Stream.empty();
    }

    @Test
    void the_24_real_machines_come_out_as_their_inventories() throws IOException {
        Assumptions.assumeTrue(Files.exists(SHARED), "../shared/data is not here");
        for (Path json : sharedHosts().toList()) {
            String host = json.getFileName().toString().replace(".json", "");
            JsonNode expected = Json.mapper().readTree(json.toFile());
            Gathered found = Gathered.of(
                    host + ".systeminfo.txt",
                    Files.readAllBytes(SHARED.resolve("systeminfo/" + host + ".systeminfo.txt")));

            for (String member : OS_MEMBERS) {
                assertThat(found.software().path("os").path(member))
                        .as("%s %s", host, member)
                        .isEqualTo(expected.path("os").path(member));
            }
            TreeSet<String> hotfixes = found.hotfixesOfHost();
            Path qfe = SHARED.resolve("systeminfo/" + host + ".qfe.txt");
            if (Files.exists(qfe)) {
                HotfixList list = Gathered.of(host + ".qfe.txt", Files.readAllBytes(qfe))
                        .hotfixes
                        .get(0);
                hotfixes.addAll(list.hotfixes());
                if (!list.hotfixes().isEmpty() && host.contains("_b")) {
                    assertThat(list.hostname()).isEqualTo(found.host().hostname());
                }
            }
            TreeSet<String> wanted = new TreeSet<>();
            expected.path("hotfixes").forEach(kb -> wanted.add(kb.asText()));
            assertThat(hotfixes).as(host).isEqualTo(wanted);
        }
    }

    @Test
    void the_russian_domain_controller_comes_out_whole() throws IOException {
        Path file = SHARED.resolve("systeminfo/srv_2012r2_x64_standard_ru.systeminfo.txt");
        Assumptions.assumeTrue(Files.exists(file), "../shared/data is not here");
        Gathered found = Gathered.of("srv_2012r2_x64_standard_ru.systeminfo.txt", Files.readAllBytes(file));

        assertThat(found.host().hostname()).isEqualTo("DC");
        JsonNode os = found.software().path("os");
        assertThat(os.path("name").asText())
                .isEqualTo("Майкрософт Ознакомительная версия Windows Server 2012 R2 Standard");
        assertThat(os.path("version").asText()).isEqualTo("6.3.9600");
        assertThat(os.path("build").asInt()).isEqualTo(9600);
        assertThat(os.path("productType").asText()).isEqualTo("domain-controller");
        assertThat(found.hotfixesOfHost())
                .containsExactly(
                        "KB2919355", "KB2919442", "KB2937220", "KB2938772", "KB2939471", "KB2949621", "KB2999226");
        HotfixList list = Gathered.of(
                        "qfe", Files.readAllBytes(SHARED.resolve("systeminfo/srv_2012r2_x64_standard_ru.qfe.txt")))
                .hotfixes
                .get(0);
        assertThat(list.hostname()).isEqualTo("DC");
        assertThat(list.hotfixes()).isEqualTo(found.hotfixesOfHost());
    }
}
