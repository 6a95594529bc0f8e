package io.patchwave.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The true order of thousands of version pairs, by rpm, dpkg and apt themselves (shared data, versions/). */
class VersionTablesTest {
    private static final Path DATA = Path.of("../shared/data/versions");

    @Test
    void the_small_table_of_rpm_holds() {
        assertThat(wrong(
                        List.of(
                                "1.0\t1.0\t0",
                                "1.0\t2.0\t-1",
                                "1.0~rc1\t1.0\t-1",
                                "1.0\t1.0^git1\t-1",
                                "1.0^git1\t1.0.1\t-1",
                                "1.0^20160101\t1.0^20160101^git1\t-1",
                                "1.0~rc1^git1\t1.0~rc1\t1",
                                "fc4\tfc.4\t0",
                                "2a\t2.0\t-1",
                                "1.0010\t1.9\t1",
                                "1.05\t1.5\t0",
                                "xyz.4\t8\t-1",
                                "1..0\t1.0\t0",
                                "10000000000000000000000000000000000000\t9\t1",
                                "1.0~\t1.0\t-1",
                                "\t1\t-1",
                                "é\t\t0"),
                        RpmVersions::compare))
                .isEmpty();
    }

    @Test
    void the_small_table_of_epochs_and_releases_holds() {
        assertThat(wrong(
                        List.of(
                                "1:1.0-1\t2.0-1\t1",
                                "0:1.0-1\t1.0-1\t0",
                                "60.9.0-4.el8\t60.9.0-4.el8.alma\t-1",
                                "1.0-1.el8_9\t1.0-1.el8_10\t-1",
                                "1.0-2\t1.0-10\t-1",
                                "a:1-1\ta:1-1\t0"),
                        (a, b) -> Evr.parse(a).compareTo(Evr.parse(b))))
                .isEmpty();
    }

    @Test
    void the_small_table_of_dpkg_holds() {
        assertThat(wrong(
                        List.of(
                                "1.0\t1.0-0\t0",
                                "1:1.0\t2.0\t1",
                                "0:1.0-1\t1.0-1\t0",
                                "1.0~rc1-1\t1.0-1\t-1",
                                "1.0\t1.0+b1\t-1",
                                "1.0-1\t1.0-1+deb11u1\t-1",
                                "5.10.46-4\t5.10.162-1\t-1",
                                "1.2.3-4-5\t1.2.3-4-6\t-1",
                                "1a\t1+\t-1",
                                "1.0-1~bpo11+1\t1.0-1\t-1",
                                "~~\t~~a\t-1",
                                "~\t\t-1",
                                ":1\t:1\t0"),
                        DebianVersions::compare))
                .isEmpty();
    }

    @Test
    void every_pair_of_rpm_is_in_its_true_order() throws IOException {
        assertThat(wrong(table("rpm.tsv", 2000), (a, b) -> Evr.parse(a).compareTo(Evr.parse(b))))
                .isEmpty();
    }

    @Test
    void every_case_of_the_rpm_project_is_in_its_true_order() throws IOException {
        assertThat(wrong(table("rpm-upstream.tsv", 65), RpmVersions::compare)).isEmpty();
    }

    @Test
    void every_case_of_claircore_is_in_its_true_order() throws IOException {
        assertThat(wrong(table("rpm-claircore.tsv", 11), RpmVersions::compare)).isEmpty();
    }

    @Test
    void every_pair_of_apt_is_in_its_true_order() throws IOException {
        assertThat(wrong(table("deb.tsv", 2000), DebianVersions::compare)).isEmpty();
    }

    @Test
    void every_case_of_dpkg_is_in_its_true_order() throws IOException {
        assertThat(wrong(table("deb-upstream.tsv", 29), DebianVersions::compare))
                .isEmpty();
    }

    private static List<String> table(String name, int size) throws IOException {
        assumeTrue(Files.exists(DATA.resolve(name)), "shared data absent");
        List<String> lines = Files.readAllLines(DATA.resolve(name)).stream()
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(lines).hasSize(size);
        return lines;
    }

    /** The lines of which either direction is not what the third column says. */
    private static List<String> wrong(List<String> lines, Comparator<String> order) {
        List<String> wrong = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            int expected = Integer.parseInt(cells[2]);
            if (Integer.signum(order.compare(cells[0], cells[1])) != expected
                    || Integer.signum(order.compare(cells[1], cells[0])) != -expected) {
                wrong.add(line);
            }
        }
        return wrong;
    }
}
