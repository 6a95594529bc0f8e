package io.patchwave.inventory.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class HostTableTest {
    private static final String LIST =
            "Hostname;OS Name;OS_Version;Service Pack;architecture;HotFixes;Owner;criticality;tags;IP\n"
                    + "PC-1;Microsoft Windows Server 2012 R2 Standard;6.3.9600;;x64;KB4012213, 4012216;Ops;High;dmz web;10.0.0.1\n"
                    + "PC-2;;;;;;Lab;;;\n"
                    + ";;;;;;nobody;;;\n"
                    + "PC-4;Microsoft Windows 10 Pro;10.0.17763.5329;;x64;;;urgent;;\n"
                    + "PC-5;Microsoft Windows 10 Pro;10.0.17763.5329;;x64;;;;;\n";

    @Test
    void columns_are_found_by_name_and_bad_rows_are_told_by_number() throws IOException {
        Gathered found = Gathered.of("list.csv", LIST.getBytes(StandardCharsets.UTF_8));

        assertThat(found.hosts).extracting(FoundHost::hostname).containsExactly("PC-1", "PC-2", "PC-5");
        JsonNode first = found.software();
        assertThat(first.path("os").path("build").asInt()).isEqualTo(9600);
        assertThat(found.hotfixesOfHost()).containsExactly("KB4012213", "KB4012216");
        assertThat(found.host().asset().criticality()).isEqualTo("high");
        assertThat(found.host().asset().tags()).containsExactly("dmz", "web");
        assertThat(found.hosts.get(1).software()).as("a line of an asset list").isNull();
        assertThat(Objects.requireNonNull(found.hosts.get(2).software())
                        .path("os")
                        .path("revision")
                        .asInt())
                .isEqualTo(5329);
        assertThat(found.rejected)
                .satisfiesExactly(
                        row -> assertThat(row).contains("row 4").contains("names no host"),
                        row -> assertThat(row).contains("row 5").contains("urgent"));
    }

    @Test
    void gbk_and_utf16_lists_are_read_alike() throws IOException {
        String list = "主机名,os_name,os_version,owner\nBJ-7,Microsoft Windows 7 专业版,6.1.7601,运维部\n";
        for (Charset charset :
                new Charset[] {Charset.forName("GBK"), StandardCharsets.UTF_16LE, StandardCharsets.UTF_8}) {
            Gathered found = Gathered.of("list.csv", list.getBytes(charset));
            assertThat(found.host().asset().owner()).as("%s", charset).isEqualTo("运维部");
            assertThat(found.software().path("os").path("servicePack").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_workbook_is_a_list_too() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(file, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Hosts");
            String[] header = {"machine_id", "hostname", "build", "os_name", "hotfixes"};
            for (int at = 0; at < header.length; at++) {
                sheet.value(0, at, header[at]);
            }
            sheet.value(1, 0, "m-1");
            sheet.value(1, 1, "XL-1");
            sheet.value(1, 2, 9600);
            sheet.value(1, 3, "Microsoft Windows Server 2012 R2 Standard");
            sheet.value(1, 4, "KB4012213");
        }

        Gathered found = Gathered.of("list.bin", file.toByteArray());

        assertThat(found.host().machineId()).isEqualTo("m-1");
        assertThat(found.software().path("os").path("build").asInt()).isEqualTo(9600);
        assertThat(found.software().path("os").path("version").asText()).isEqualTo("6.3.9600");
    }

    @Test
    void a_table_without_a_host_column_is_refused() {
        assertThatThrownBy(() -> Gathered.of(
                        new Source("x.csv", null, null), Format.CSV, "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("hostname or machine_id");
    }

    @Test
    void inventories_come_alone_in_an_array_or_a_line_each() throws IOException {
        String document = "{\"id\":\"h-%d\",\"os\":{\"family\":\"linux\",\"id\":\"almalinux\",\"versionId\":\"8\","
                + "\"architecture\":\"x86_64\"},\"packages\":[]}";
        String one = document.formatted(1);
        String two = document.formatted(2);
        assertThat(Gathered.of("a.json", one.getBytes(StandardCharsets.UTF_8)).hosts)
                .hasSize(1);
        assertThat(Gathered.of("a.json", ("[" + one + "," + two + "]").getBytes(StandardCharsets.UTF_8)).hosts)
                .extracting(FoundHost::hostname)
                .containsExactly("h-1", "h-2");
        String unnamed = one.replace("\"id\":\"h-1\",", "") + "\n";
        assertThat(Gathered.of("web1.json", unnamed.getBytes(StandardCharsets.UTF_8)).hosts)
                .extracting(FoundHost::hostname)
                .containsExactly("web1");
        Gathered lines = Gathered.of("a.ndjson", (one + "\n{broken\n" + two + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(lines.hosts).hasSize(2);
        assertThat(lines.rejected).singleElement().asString().contains("line 2");
    }

    @Test
    void names_of_files_give_the_host_and_its_siblings() {
        assertThat(new Source("xp/PC7.systeminfo.txt", null, null).stem()).isEqualTo("PC7");
        assertThat(new Source("PC7/qfe.txt", null, null).stem()).isEqualTo("PC7");
        assertThat(new Source("a/PC7.qfe.txt.gz", null, null).sibling())
                .isEqualTo(new Source("a/pc7_systeminfo.txt", null, null).sibling());
        assertThat(new Source("PC7/qfe.txt", null, null).sibling())
                .isEqualTo(new Source("PC7/systeminfo.txt", null, null).sibling());
    }
}
