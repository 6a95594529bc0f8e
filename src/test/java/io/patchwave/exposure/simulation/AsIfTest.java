package io.patchwave.exposure.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.TestRulings;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What remedies do to machines, judged by the real evaluators. */
class AsIfTest {
    private static final String OLD_KERNEL = "kernel-core-0:4.18.0-1.el8.x86_64";
    private static final String NEW_KERNEL = "kernel-core-0:4.18.0-9.el8.x86_64";

    private static Verdict after(CatalogSnapshot catalog, Software machine, String advisory, String... remedies) {
        CatalogRulings rulings = TestRulings.of(catalog);
        List<Remedy> all = Arrays.stream(remedies).map(Remedy::of).toList();
        return rulings.ask(AsIf.installed(machine, all), null, null).verdict(rulings.number(advisory));
    }

    @Test
    void an_rpm_replaces_the_older_one_of_its_name_and_architecture() {
        CatalogSnapshot catalog =
                new SmallFleet().erratum("A", "bash-0:2-1.el8.x86_64").catalog();
        LinuxSoftware machine = SmallFleet.alma(null, "bash-0:1-1.el8.x86_64", "zlib-0:1-1.el8.x86_64");
        assertThat(after(catalog, machine, "A")).isEqualTo(Verdict.EXPOSED);
        assertThat(after(catalog, machine, "A", "bash-0:2-1.el8.x86_64")).isEqualTo(Verdict.PATCHED);
        assertThat(after(catalog, machine, "A", "bash-0:2-1.el8.i686")).isEqualTo(Verdict.EXPOSED);
        LinuxSoftware then = (LinuxSoftware) AsIf.installed(machine, List.of(Remedy.of("bash-0:2-1.el8.x86_64")));
        assertThat(then.packages().stream().map(LinuxSoftware.Rpm::nevra))
                .containsExactlyInAnyOrder("bash-0:2-1.el8.x86_64", "zlib-0:1-1.el8.x86_64");
    }

    @Test
    void a_kernel_comes_beside_the_old_one_and_waits_for_the_reboot() {
        CatalogSnapshot catalog = new SmallFleet().erratum("K", NEW_KERNEL).catalog();
        LinuxSoftware machine = SmallFleet.alma("4.18.0-1.el8.x86_64", OLD_KERNEL);
        assertThat(after(catalog, machine, "K")).isEqualTo(Verdict.EXPOSED);
        assertThat(after(catalog, machine, "K", NEW_KERNEL)).isEqualTo(Verdict.PENDING_REBOOT);
        assertThat(Rpms.isBeside("kernel-tools-libs")).isFalse();
        assertThat(Rpms.isBeside("kernel-headers")).isFalse();
        assertThat(Rpms.isBeside("kernel-modules-extra")).isTrue();
    }

    @Test
    void nothing_is_downgraded_and_nothing_new_is_installed() {
        LinuxSoftware machine = SmallFleet.alma(null, "bash-0:3-1.el8.x86_64");
        assertThat(AsIf.fit(machine, Remedy.of("bash-0:2-1.el8.x86_64"))).isEqualTo(Fit.ALREADY_INSTALLED);
        assertThat(AsIf.fit(machine, Remedy.of("zlib-0:2-1.el8.x86_64"))).isEqualTo(Fit.NOT_INSTALLED);
        assertThat(AsIf.fit(machine, Remedy.of("bash-0:4-1.el8.noarch"))).isEqualTo(Fit.OTHER_ARCHITECTURE);
        assertThat(AsIf.fit(machine, Remedy.of("KB4012213"))).isEqualTo(Fit.OTHER_SYSTEM);
        assertThat(AsIf.fit(machine, Remedy.of("bash=5-1"))).isEqualTo(Fit.NOT_INSTALLED);
        assertThat(AsIf.installed(
                        machine, List.of(Remedy.of("bash-0:2-1.el8.x86_64"), Remedy.of("zlib-0:2-1.el8.x86_64"))))
                .isSameAs(machine);
    }

    @Test
    void a_deb_is_named_by_its_source_or_by_a_binary() {
        CatalogSnapshot catalog =
                new SmallFleet().dsa("DSA-1", "openssl", "3.0.15-1").catalog();
        LinuxSoftware machine = SmallFleet.debian(
                null,
                SmallFleet.deb("libssl3", "3.0.11-1+b1", "openssl", "3.0.11-1"),
                SmallFleet.deb("openssl-bin", "3.0.11-1", "openssl", "3.0.11-1"));
        assertThat(after(catalog, machine, "DSA-1")).isEqualTo(Verdict.EXPOSED);
        assertThat(after(catalog, machine, "DSA-1", "openssl=3.0.15-1")).isEqualTo(Verdict.PATCHED);
        assertThat(after(catalog, machine, "DSA-1", "libssl3=3.0.15-1")).isEqualTo(Verdict.EXPOSED);
        assertThat(after(catalog, machine, "DSA-1", "libssl3=3.0.15-1", "openssl-bin=3.0.15-1"))
                .isEqualTo(Verdict.PATCHED);
    }

    @Test
    void a_binary_that_does_not_follow_its_source_tells_nothing() {
        LinuxSoftware machine = SmallFleet.debian(null, SmallFleet.deb("cpp", "4:10.2.1-1", "gcc-defaults", "1.190"));
        assertThat(AsIf.fit(machine, Remedy.of("cpp=4:12.2.0-3"))).isEqualTo(Fit.SOURCE_VERSION_UNKNOWN);
    }

    @Test
    void a_debian_kernel_is_another_package_and_waits_for_the_reboot() {
        CatalogSnapshot catalog =
                new SmallFleet().dsa("DSA-2", "linux", "6.1.119-1").catalog();
        LinuxSoftware machine = SmallFleet.debian(
                "6.1.0-20-amd64",
                SmallFleet.deb("linux-image-6.1.0-20-amd64", "6.1.85-1", "linux-signed-amd64", "6.1.85+1"));
        assertThat(after(catalog, machine, "DSA-2")).isEqualTo(Verdict.EXPOSED);
        assertThat(after(catalog, machine, "DSA-2", "linux=6.1.119-1")).isEqualTo(Verdict.PENDING_REBOOT);
        assertThat(AsIf.fit(machine, Remedy.of("linux=6.1.50-1"))).isEqualTo(Fit.ALREADY_INSTALLED);
    }

    @Test
    void a_held_deb_is_locked() {
        LinuxSoftware machine = SmallFleet.debian(
                null,
                new LinuxSoftware.Deb("libssl3", "3.0.11-1", "amd64", "openssl", "3.0.11-1", "hold ok installed"));
        assertThat(AsIf.fit(machine, Remedy.of("openssl=3.0.15-1"))).isEqualTo(Fit.LOCKED);
    }

    @Test
    void an_update_of_windows_is_listed() {
        assertThat(Objects.requireNonNull(
                        AsIf.installed(SmallFleet.server2012R2("KB4000001"), List.of(Remedy.of("KB4000002")))))
                .isEqualTo(SmallFleet.server2012R2("KB4000001", "KB4000002"));
        assertThat(AsIf.fit(SmallFleet.server2012R2("KB4000001"), Remedy.of("KB4000001")))
                .isEqualTo(Fit.ALREADY_INSTALLED);
    }
}
