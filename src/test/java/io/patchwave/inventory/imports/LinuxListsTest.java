package io.patchwave.inventory.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LinuxListsTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void rpm_qa_without_epochs_says_so_and_finds_its_distribution() throws IOException {
        Gathered found = Gathered.of(
                "web01.rpm-qa.txt",
                bytes(
                        "4.18.0-553.el8_10.x86_64\nbash-4.4.20-5.el8.x86_64\ngpg-pubkey-ced7258b-6525146f.(none)\n"
                                + "almalinux-release-8.10-1.el8.x86_64\nopenssl-1.1.1k-14.el8_6.x86_64\nglibc-2.28-251.el8.i686\n"));

        JsonNode document = found.software();
        assertThat(found.host().hostname()).isEqualTo("web01");
        assertThat(document.path("os").path("id").asText()).isEqualTo("almalinux");
        assertThat(document.path("os").path("versionId").asText()).isEqualTo("8.10");
        assertThat(document.path("runningKernel").asText()).isEqualTo("4.18.0-553.el8_10.x86_64");
        assertThat(document.path("packages"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "almalinux-release-0:8.10-1.el8.x86_64",
                        "bash-0:4.4.20-5.el8.x86_64",
                        "glibc-0:2.28-251.el8.i686",
                        "openssl-0:1.1.1k-14.el8_6.x86_64");
        assertThat(found.notes).singleElement().asString().contains("no epochs");
    }

    @Test
    void rpm_qa_with_epochs_keeps_them() throws IOException {
        Gathered found = Gathered.of(
                "list",
                bytes("Linux db1 6.1.79-99.164.amzn2023.x86_64 #1 SMP x86_64 GNU/Linux\n"
                        + "openssl-1:3.0.8-1.amzn2023.0.11.x86_64\nzlib-(none):1.2.11-33.amzn2023.0.5.x86_64\n"));

        assertThat(found.host().hostname()).isEqualTo("db1");
        assertThat(found.software().path("os").path("id").asText()).isEqualTo("amzn");
        assertThat(found.software().path("os").path("versionId").asText()).isEqualTo("2023");
        assertThat(found.software().path("packages"))
                .extracting(JsonNode::asText)
                .containsExactly("openssl-1:3.0.8-1.amzn2023.0.11.x86_64", "zlib-0:1.2.11-33.amzn2023.0.5.x86_64");
        assertThat(found.notes).isEmpty();
    }

    @Test
    void a_dist_tag_that_several_distributions_share_needs_the_caller_s_word() throws IOException {
        byte[] list = bytes("bash-4.4.20-5.el8.x86_64\nzlib-1.2.11-25.el8.x86_64\n");

        assertThatThrownBy(() -> Gathered.of("list", list)).hasMessageContaining("os=almalinux:8");
        assertThat(Gathered.of(new Source("list", null, "rocky:8"), Format.RPM_QA, list)
                        .software()
                        .path("os")
                        .path("id")
                        .asText())
                .isEqualTo("rocky");
    }

    @Test
    void dpkg_l_keeps_installed_and_held_packages() throws IOException {
        Gathered found = Gathered.of(
                "mail.dpkg-l.txt",
                bytes("Desired=Unknown/Install/Remove/Purge/Hold\n||/ Name  Version  Architecture Description\n"
                        + "+++-=====================-==========================-============-=====\n"
                        + "ii  base-files            12.4+deb12u5               amd64        files\n"
                        + "hi  libssl3:amd64         3.0.15-1~deb12u1           amd64        ssl\n"
                        + "rc  oldthing              1.0-1                      all          gone\n"));

        assertThat(found.host().hostname()).isEqualTo("mail");
        assertThat(found.software().path("os").path("id").asText()).isEqualTo("debian");
        assertThat(found.software().path("os").path("versionId").asText()).isEqualTo("12");
        assertThat(found.software().path("os").path("architecture").asText()).isEqualTo("x86_64");
        assertThat(found.software().path("debs"))
                .extracting(deb ->
                        deb.path("name").asText() + " " + deb.path("status").asText())
                .containsExactly("base-files ", "libssl3 hold ok installed");
        assertThat(found.notes).singleElement().asString().contains("no source packages");
    }

    @Test
    void dpkg_l_cut_to_the_terminal_is_refused() {
        assertThatThrownBy(() -> Gathered.of(
                        "mail",
                        bytes(
                                "||/ Name           Version      Description\n+++-==============-============-=============\n"
                                        + "ii  apache2-utils  2.4.25-3+deb utility programs\n")))
                .hasMessageContaining("COLUMNS=300");
    }

    @Test
    void dpkg_query_columns_name_the_source() throws IOException {
        Gathered found = Gathered.of(
                new Source("x.txt", null, "debian:11"),
                Format.DPKG_L,
                bytes(
                        "cpp\t4:10.2.1-1\tamd64\tgcc-defaults\t1.190\tii \nbash\t5.1-2+deb11u1\tamd64\tbash\t5.1-2+deb11u1\tii \n"));

        JsonNode cpp = found.software().path("debs").get(0);
        assertThat(cpp.path("source").asText()).isEqualTo("gcc-defaults");
        assertThat(cpp.path("sourceVersion").asText()).isEqualTo("1.190");
        assertThat(found.notes).isEmpty();
    }

    @Test
    void a_status_file_names_source_and_its_version() throws IOException {
        Gathered found = Gathered.of(
                "box.status",
                bytes("Package: cpp\nStatus: install ok installed\nArchitecture: amd64\nSource: gcc-defaults (1.190)\n"
                        + "Version: 4:10.2.1-1\nDescription: C\n more\n\nPackage: gone\nStatus: deinstall ok config-files\n"
                        + "Architecture: all\nVersion: 1\n\nPackage: base-files\nStatus: install ok installed\n"
                        + "Architecture: amd64\nVersion: 11.1+deb11u7\n"));

        assertThat(found.software().path("debs")).hasSize(2);
        assertThat(found.software().path("debs").get(0).path("sourceVersion").asText())
                .isEqualTo("1.190");
        assertThat(found.software().path("os").path("versionId").asText()).isEqualTo("11");
    }

    @Test
    void a_real_status_file_and_a_real_rpm_database_are_read_whole() throws IOException {
        Path shared = Path.of("../shared/data/linux");
        Assumptions.assumeTrue(Files.exists(shared), "../shared/data is not here");
        Gathered debs = Gathered.of("texlive.status", Files.readAllBytes(shared.resolve("dpkg/texlive.status")));
        assertThat(debs.software().path("debs")).hasSizeGreaterThan(350);
        assertThat(debs.software().path("os").path("id").asText()).isEqualTo("ubuntu");
        assertThat(debs.software().path("os").path("versionId").asText()).isEqualTo("18.04");

        Gathered rpms =
                Gathered.of("m.rpm-qa.txt", Files.readAllBytes(shared.resolve("rpmdb/cbl-mariner-2.0/rpm-qa.txt")));
        assertThat(rpms.software().path("packages")).hasSizeGreaterThan(125);
        assertThat(rpms.software().path("os").path("id").asText()).isEqualTo("mariner");
    }
}
