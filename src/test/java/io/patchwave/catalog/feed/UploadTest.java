package io.patchwave.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.DocumentKind;
import io.patchwave.catalog.Imports;
import io.patchwave.catalog.Staged;
import io.patchwave.catalog.StagedDocument;
import io.patchwave.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an upload is taken for, and what is refused. */
class UploadTest {
    private static final String DSA = "[29 Mar 2023] DSA-9380-1 xorg-server - security update\n\t{CVE-2023-91393}\n"
            + "\t[bullseye] - xorg-server 2:1.20.11-1+deb11u6\n\t[buster] - xorg-server <not-affected>\n"
            + "\t[stretch] - xorg-server xorg\n";
    private final List<String> notes = new ArrayList<>();
    private List<String> rejected = List.of();

    @Test
    void microsofts_cvrf_becomes_a_month() throws IOException {
        var document = only(read(
                Format.AUTO, "m.xml", Imports.month("2018-Jun", "2018-06-12T07:00:00Z", "CVE-2018-99001=4284815")));

        assertThat(document.kind()).isEqualTo(DocumentKind.CVRF);
        assertThat(document.name()).isEqualTo("2018-Jun");
        assertThat(document.advisories())
                .extracting(StagedDocument.StagedAdvisory::uid)
                .containsExactly("CVE-2018-99001");
        assertThat(document.advisories().get(0).head().severity()).isEqualTo("critical");
    }

    @Test
    void a_dtd_is_refused_by_name() {
        String bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE cvrfdoc [<!ENTITY a \"b\">]>\n<cvrfdoc>&a;</cvrfdoc>";

        assertThatThrownBy(() -> read(Format.AUTO, "bomb.xml", bomb))
                .isInstanceOf(DocumentRefused.class)
                .hasMessageContaining("bomb.xml")
                .hasMessageContaining("DTD");
    }

    @Test
    void a_fault_is_told_with_its_place() {
        assertThatThrownBy(() -> read(Format.AUTO, "u.xml", "<updates>\n<update></updates>"))
                .isInstanceOf(DocumentRefused.class)
                .hasMessageContaining("u.xml: line 2");
    }

    @Test
    void another_format_than_announced_is_refused() {
        assertThatThrownBy(() -> read(Format.CVRF, "u.xml", "<updates></updates>"))
                .hasMessageContaining("it is updateinfo, not cvrf");
        assertThatThrownBy(() -> read(Format.AUTO, "x.bin", "something else"))
                .hasMessageContaining("none of the formats");
    }

    @Test
    void an_unknown_word_is_refused_with_the_list() {
        assertThatThrownBy(() -> Format.ofWord("cab"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("windows-history");
    }

    @Test
    void a_broken_file_in_an_archive_is_rejected_and_the_rest_stands() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("good.xml", bytes(Imports.month("2018-Jun", "2018-06-12T07:00:00Z", "CVE-2018-99001=4284815")));
        files.put("bad.xml", bytes("<cvrfdoc>"));
        files.put("README.md", bytes("hello"));

        Staged staged = read(Format.AUTO, "two.zip", Imports.zip(files));

        assertThat(staged.documents()).hasSize(1);
        assertThat(rejected).hasSize(1).first().asString().contains("bad.xml");
    }

    @Test
    void words_in_place_of_versions_stay_and_other_texts_are_told() throws IOException {
        var document = only(read(Format.AUTO, "list", DSA));

        assertThat(document.kind()).isEqualTo(DocumentKind.DSA);
        assertThat(document.advisories().get(0).head().cves()).containsExactly("CVE-2023-91393");
        assertThat(notes).hasSize(1).first().asString().contains("line 5");
    }

    @Test
    void a_repository_with_a_wrong_checksum_is_refused_whole() {
        String repomd = "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\"><data type=\"updateinfo\">"
                + "<checksum type=\"sha256\">00</checksum><location href=\"repodata/updateinfo.xml\"/></data></repomd>";
        byte[] zip = Imports.zip(
                Map.of("repodata/repomd.xml", bytes(repomd), "repodata/updateinfo.xml", bytes("<updates></updates>")));

        assertThatThrownBy(() -> read(Format.AUTO, "r.zip", zip))
                .isInstanceOf(DocumentRefused.class)
                .hasMessageContaining("updateinfo.xml")
                .hasMessageContaining("checksum");
    }

    @ParameterizedTest
    @CsvSource({
        "epss/epss_scores-2021-04-14.csv.gz, 2021-04-14",
        "epss/epss_scores-2021-09-01.csv.gz, 2021-09-01",
        "epss/epss_scores-2023-03-07.csv.gz, 2023-03-07",
        "epss/vunnel-example-1.csv, 2025-02-20"
    })
    void epss_is_read_in_the_headers_of_all_years(String file, String date) throws IOException {
        Corpus.assumeHere();
        var document = only(real(file));

        assertThat(document.kind()).isEqualTo(DocumentKind.EPSS);
        assertThat(String.valueOf(document.releasedAt())).startsWith(date);
    }

    @ParameterizedTest
    @CsvSource({
        "cvrf-other/openeuler/broken-cvrf.xml",
        "cvrf-other/suse/cvrf-opensuse-su-2016-0874-1.xml",
        "yum/excerpts/alma/corruptcrc/almalinux/9/BaseOS/x86_64/os/repodata/corrupt-updateinfo.xml.gz",
        "yum/excerpts/amazon-trivy/fixtures/updateinfo_invalid.xml.gz",
        "yum/vmaas-cases/checksum_fixtures/repodata/primary_bad.xml.gz",
        "epss/vunnel-invalid-header.csv"
    })
    void damaged_files_are_refused_with_a_sentence(String file) {
        Corpus.assumeHere();

        assertThatThrownBy(() -> real(file))
                .isInstanceOf(DocumentRefused.class)
                .hasMessageContaining(Path.of(file).getFileName().toString())
                .message()
                .endsWith(".");
    }

    @ParameterizedTest
    @CsvSource({
        "cvrf-other/suse/cvrf-suse-su-2018-1784-1.xml, SUSE-SU-2018:1784-1, SUSE:Linux Enterprise Server 11 SP4",
        "cvrf-other/openeuler/cvrf-openEuler-SA-2021-1033.xml, openEuler-SA-2021-1033, openEuler:20.03-LTS"
    })
    void other_publishers_cvrf_is_an_advisory_of_packages(String file, String id, String ecosystem) throws IOException {
        Corpus.assumeHere();
        var document = only(real(file));

        assertThat(document.kind()).isEqualTo(DocumentKind.PACKAGE_CVRF);
        assertThat(document.name()).isEqualTo(id);
        assertThat(document.advisories().get(0).head().family()).isEqualTo("rpm");
        try (var in = java.nio.file.Files.newInputStream(Corpus.DATA.resolve(file))) {
            assertThat(PackageCvrf.advisory(CvrfReader.read(in, file), file).affected())
                    .anySatisfy(affected -> assertThat(affected.ecosystem()).isEqualTo(ecosystem));
        }
    }

    @ParameterizedTest
    @CsvSource({"almalinux8, almalinux, 8", "almalinux8-hard, almalinux, 8"})
    void a_repository_tells_by_itself_whom_it_speaks_for(String name, String distribution, String release)
            throws IOException {
        Corpus.assumeHere();
        Path folder = Corpus.DATA.resolve("yum").resolve(name).resolve("repodata");
        List<Path> files;
        try (var all = java.nio.file.Files.list(folder)) {
            files = all.toList();
        }
        Staged staged = read(Format.AUTO, "repodata.zip", Imports.zip(files));

        assertThat(staged.mirrors())
                .containsExactly(
                        new Staged.MirrorScope(distribution + "-" + release, "rpm", distribution, release, true));
    }

    @Test
    void a_debian_archive_is_one_release_with_its_suites() throws IOException {
        Corpus.assumeHere();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String suite : List.of("debian-security/dists/bookworm-security", "debian/dists/bookworm-updates")) {
            Path folder = Corpus.DATA.resolve("debian/bookworm").resolve(suite);
            files.put(suite + "/InRelease", Imports.bytes(folder.resolve("InRelease")));
            files.put(
                    suite + "/main/binary-amd64/Packages.xz",
                    Imports.bytes(folder.resolve("main/binary-amd64/Packages.xz")));
        }
        Staged staged = read(Format.AUTO, "bookworm.zip", Imports.zip(files));

        assertThat(staged.mirrors()).containsExactly(new Staged.MirrorScope("debian-12", "deb", "debian", "12", true));
        assertThat(staged.documents()).extracting(StagedDocument::items).containsExactly(3_020, 38);
    }

    @Test
    void backports_of_an_archive_are_a_repository_of_their_own() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String suite : List.of("made", "made-security", "made-backports")) {
            files.put(
                    "dists/" + suite + "/Release",
                    bytes("Origin: Debian\nCodename: " + suite + "\nVersion: 98\nSHA256:\n"));
            files.put(
                    "dists/" + suite + "/main/binary-amd64/Packages",
                    bytes("Package: a\nArchitecture: amd64\nVersion: 1\n\n"));
        }

        assertThat(read(Format.AUTO, "made.zip", Imports.zip(files)).mirrors())
                .extracting(Staged.MirrorScope::name)
                .containsExactly("debian-98", "debian-98-backports");
    }

    private static StagedDocument only(Staged staged) {
        assertThat(staged.documents()).hasSize(1);
        return staged.documents().get(0);
    }

    private Staged real(String file) throws IOException {
        Path path = Corpus.DATA.resolve(file);
        return read(Format.AUTO, path.getFileName().toString(), Imports.bytes(path));
    }

    private Staged read(Format format, String name, String content) throws IOException {
        return read(format, name, bytes(content));
    }

    private Staged read(Format format, String name, byte[] content) throws IOException {
        Upload upload = new Upload(format, name, null, null, notes::add);
        Staged staged = upload.read(new ByteArrayInputStream(content));
        rejected = upload.rejected();
        return staged;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
