package io.patchwave.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.catalog.Corpus;
import io.patchwave.catalog.Imports;
import io.patchwave.exposure.ExposureService;
import io.patchwave.proof.Machines.System;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The publishers' own documents (shared data, skipped where absent) through the real import, asked about hand-made machines. */
@ServerTest
class RealDistributionsTest {
    @Inject
    ExposureService exposure;

    private final String mirror = AgentGiven.unique("real");

    @BeforeEach
    void only_where_the_data_is() {
        Corpus.assumeHere();
    }

    private String said(String advisory, System system, String... rpms) {
        return new Machines(exposure).said(advisory, system, rpms);
    }

    private static void imported(String query, String path) {
        Path file = Corpus.DATA.resolve(path);
        Imports.succeeded(query + "&filename=" + file.getFileName(), Imports.bytes(file));
    }

    private static void repository(String query, String folder) {
        try (Stream<Path> files = Files.list(Corpus.DATA.resolve(folder))) {
            List<Path> wanted = files.filter(file -> file.getFileName()
                            .toString()
                            .matches(".*(primary|updateinfo|modules).*(xml|yaml).*(gz|xz|zst|bz2)"))
                    .filter(file -> !file.toString().contains("sqlite"))
                    .toList();
            Imports.succeeded("format=repodata&filename=repodata.zip&" + query, Imports.zip(wanted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void opensuse_11_updateinfo_without_epochs_severities_and_with_times_in_seconds() {
        repository("for=opensuse:11.0&mirror=" + mirror, "yum/opensuse11.0-update/repodata");
        System suse = System.of("opensuse", "11.0", mirror);

        assertThat(Machines.facts("xorg-x11-Xvnc-36")).isEqualTo("unrated security CVE-2008-1377 CVE-2008-1379");
        assertThat(said("xorg-x11-Xvnc-36", suse, "xorg-x11-Xvnc-7.3-110.1.x86_64"))
                .startsWith("exposed xorg-x11-Xvnc-0:7.3-");
        assertThat(said("xorg-x11-Xvnc-36", suse.on("i586"), "xorg-x11-Xvnc-7.3-110.1.i586"))
                .startsWith("exposed ");
        assertThat(said("xorg-x11-Xvnc-36", suse, "xorg-x11-Xvnc-7.3-110.2.x86_64"))
                .isEqualTo("patched");
        assertThat(said("xorg-x11-Xvnc-36", suse, "xorg-x11-Xvnc-7.4-1.x86_64")).isEqualTo("patched");
        assertThat(said("xorg-x11-Xvnc-36", suse, "xorg-x11-Xvnc-7.3-110.1.s390x"))
                .isEqualTo("unaffected");
        assertThat(said("xorg-x11-Xvnc-36", System.of("opensuse", "11.1"), "xorg-x11-Xvnc-7.3-110.1.x86_64"))
                .isEqualTo("unaffected");
    }

    @Test
    void amazon_linux_2_and_2022_and_2023_are_told_apart_by_id_and_dist_tag() {
        String fixtures = "yum/excerpts/amazon-trivy/fixtures/";
        imported("format=updateinfo&mirror=" + mirror + "2", fixtures + "updateinfo_1_item.xml.gz");
        imported("format=updateinfo&mirror=" + mirror + "2022", fixtures + "updateinfo_AL2022.xml.gz");
        imported("format=updateinfo&mirror=" + mirror + "2023", fixtures + "updateinfo_AL2023.xml.gz");
        String old = "kernel-4.9.76-3.78.amzn2.x86_64";
        String vim = "vim-default-editor-2:8.2.3511-1.amzn2022.noarch";
        String rsyslog = "rsyslog-mmaudit-8.2204.0-3.amzn2023.0.1.x86_64";

        assertThat(Machines.facts("ALAS2-2018-939")).isEqualTo("critical security CVE-2017-5715 CVE-2017-5754");
        assertThat(said("ALAS2-2018-939", System.of("amzn", "2"), old))
                .isEqualTo("exposed kernel-0:4.9.76-38.79.amzn2.x86_64");
        assertThat(said("ALAS2-2018-939", System.of("amzn", "2"), "kernel-4.9.76-38.79.amzn2.x86_64"))
                .isEqualTo("patched");
        assertThat(said("ALAS2-2018-939", System.of("amzn", "2").on("aarch64"), old.replace("x86_64", "aarch64")))
                .isEqualTo("unaffected");
        assertThat(said("ALAS2-2018-939", System.of("amzn", "2023"), old)).isEqualTo("unaffected");
        assertThat(Machines.facts("ALAS2022-2021-001")).startsWith("moderate security CVE-2021-");
        assertThat(said("ALAS2022-2021-001", System.of("amzn", "2022"), vim))
                .isEqualTo("exposed vim-default-editor-2:8.2.3512-1.amzn2022.noarch");
        assertThat(said("ALAS2022-2021-001", System.of("amzn", "2022"), "vim-default-editor-8.9-1.amzn2022.noarch"))
                .as("the epoch decides first")
                .startsWith("exposed");
        assertThat(Machines.facts("ALAS2023-2023-001")).isEqualTo("important security CVE-2014-3634 CVE-2022-24903");
        assertThat(said("ALAS2023-2023-001", System.of("amzn", "2023.3.20240312"), rsyslog))
                .isEqualTo("exposed rsyslog-mmaudit-0:8.2204.0-3.amzn2023.0.2.x86_64");
    }

    @Test
    void fedora_43_and_epel_6_are_bugfixes_and_epel_is_only_for_those_who_have_it() {
        String fedora = "yum/excerpts/fedora/happy/";
        repository("mirror=" + mirror, fedora + "fedora/linux/updates/43/Everything/x86_64/repodata");
        repository("mirror=" + mirror + "-epel", fedora + "archive/epel/6.2017-11-07/SRPMS/repodata");
        String id = "FEDORA-2025-4a08954c02";

        assertThat(Machines.facts(id)).isEqualTo("low bugfix");
        assertThat(said(id, System.of("fedora", "43"), "python3-boto3-1.41.9-1.fc43.noarch"))
                .isEqualTo("exposed python3-boto3-0:1.42.0-1.fc43.noarch");
        assertThat(said(id, System.of("fedora", "43"), "python3-boto3-1.42.0-1.fc43.noarch"))
                .isEqualTo("patched");
        assertThat(said(id, System.of("fedora", "42"), "python3-boto3-1.41.9-1.fc42.noarch"))
                .isEqualTo("unaffected");
        String zabbix = "zabbix22-agent-2.2.22-1.el6.i686";
        assertThat(said("FEDORA-EPEL-2018-abe0e978c0", System.of("centos", "6.10", mirror + "-epel"), zabbix))
                .isEqualTo("exposed zabbix22-agent-0:2.2.23-1.el6.i686");
        assertThat(said("FEDORA-EPEL-2018-abe0e978c0", System.of("centos", "6.10"), zabbix))
                .isEqualTo("unaffected");
    }

    @Test
    void a_modular_fedora_document_without_packages_goes_in_and_concerns_nobody() {
        repository(
                "mirror=" + mirror,
                "yum/excerpts/fedora/happy/archive/fedora/linux/updates/38/Modular/x86_64/repodata");

        assertThat(Machines.facts("FEDORA-MODULAR-2024-deafa21e1d"))
                .isEqualTo("important security CVE-2024-24989 CVE-2024-24990");
        assertThat(said("FEDORA-MODULAR-2024-deafa21e1d", System.of("fedora", "38", mirror), "nginx-1-1.fc38.x86_64"))
                .isEqualTo("unaffected");
    }

    @Test
    void almalinux_9_base_and_appstream() {
        repository("mirror=" + mirror, "yum/excerpts/alma/happy/almalinux/9/BaseOS/x86_64/os/repodata");
        System alma = System.of("almalinux", "9.4", mirror);

        assertThat(Machines.facts("ALSA-2022:4940")).isEqualTo("important security CVE-2022-1271");
        assertThat(said("ALSA-2022:4940", alma, "xz-5.2.5-7.el9.x86_64"))
                .isEqualTo("exposed xz-0:5.2.5-8.el9_0.x86_64");
        assertThat(said("ALSA-2022:4940", alma, "xz-5.2.5-8.el9_0.x86_64")).isEqualTo("patched");
        assertThat(said("ALSA-2022:4940", alma, "xz-5.2.5-7.el9.i686")).isEqualTo("unaffected");
        assertThat(said("ALBA-2023:0123", alma, "curl-7.76.1-22.el9.x86_64"))
                .isEqualTo("exposed curl-0:7.76.1-23.el9.x86_64");
    }

    @Test
    void red_hats_extended_support_counts_only_where_the_repositories_tell_it() {
        imported("format=osv", "osv/redhat-sample-all.zip");
        String podman = "podman-2:4.4.1-20.el9_2.x86_64";

        assertThat(Machines.facts("RHSA-2024:8709")).endsWith("security CVE-2024-9675");
        assertThat(Machines.facts("RHBA-2024:6202")).contains("bugfix");
        assertThat(said("RHSA-2024:8709", System.of("rhel", "9.2", "rhel-9-eus-appstream"), podman))
                .startsWith("exposed");
        assertThat(said("RHSA-2024:8709", System.of("rhel", "9.2"), podman)).isEqualTo("unknown stream-unknown");
        assertThat(said("RHSA-2024:8709", System.of("rhel", "9.2", "rhel-9-appstream"), podman))
                .isEqualTo("unaffected");
        assertThat(said("RHSA-2024:8709", System.of("rhel", "9.4"), podman)).isEqualTo("unaffected");
        assertThat(said("RHEA-2024:1870", System.of("rhel", "9.4"), "helm-3.1-1.el9.x86_64"))
                .as("a product of its own, not the system's")
                .isEqualTo("unaffected");
    }

    @Test
    void openeuler_by_osv_and_by_cvrf_for_exactly_its_service_pack() {
        imported("format=osv", "osv/openeuler-OESA-2021-1001.json");
        imported("format=cvrf", "cvrf-other/openeuler/cvrf-openEuler-SA-2021-1033.xml");
        imported("format=cvrf", "cvrf-other/openeuler/cvrf-openEuler-SA-2023-1374.xml");
        System lts = System.of("openEuler", "20.03 (LTS)");
        String sane = "openEuler-SA-2021-1033";

        assertThat(Machines.facts("OESA-2021-1001")).isEqualTo("important security CVE-2020-25681 CVE-2020-25682");
        assertThat(said("OESA-2021-1001", lts, "dnsmasq-2.82-4.oe1.x86_64"))
                .isEqualTo("exposed dnsmasq-0:2.82-5.oe1.x86_64");
        assertThat(said("OESA-2021-1001", lts, "dnsmasq-2.82-5.oe1.x86_64")).isEqualTo("patched");
        assertThat(said("OESA-2021-1001", System.of("openEuler", "20.03 (LTS-SP2)"), "dnsmasq-2.82-4.oe1.x86_64"))
                .isEqualTo("unaffected");
        assertThat(Machines.facts(sane)).startsWith("moderate security CVE-2020-12867");
        assertThat(said(sane, lts, "sane-backends-1.0.28-8.oe1.x86_64"))
                .isEqualTo("exposed sane-backends-0:1.0.28-9.oe1.x86_64");
        assertThat(said(sane, System.of("openEuler", "20.03 (LTS-SP1)"), "sane-backends-1.0.28-8.oe1.aarch64"))
                .startsWith("exposed");
        assertThat(said(sane, System.of("openEuler", "22.03 (LTS)"), "sane-backends-1.0.28-8.oe1.x86_64"))
                .isEqualTo("unaffected");
        assertThat(Machines.facts("openEuler-SA-2023-1374")).startsWith("critical security");
    }

    @Test
    void suse_cvrf_by_product_and_service_pack_and_ltss_only_for_those_who_have_it() {
        imported("format=cvrf", "cvrf-other/suse/cvrf-opensuse-su-2015-0225-1.xml");
        imported("format=cvrf", "cvrf-other/suse/cvrf-suse-su-2018-1784-1.xml");
        imported("format=cvrf", "cvrf-other/suse/cvrf-suse-su-2019-14018-1.xml");
        imported("format=cvrf", "cvrf-other/suse/cvrf-suse-su-2019-3294-1.xml.gz");
        String libvirt = "openSUSE-SU-2015:0225-1";
        String python = "SUSE-SU-2019:14018-1";

        assertThat(Machines.facts(libvirt)).contains("security CVE-2015-0236");
        assertThat(said(libvirt, System.of("opensuse", "13.1"), "libvirt-1.1.2-2.44.1.x86_64"))
                .isEqualTo("exposed libvirt-0:1.1.2-2.48.1.x86_64");
        assertThat(said(libvirt, System.of("opensuse", "13.1"), "libvirt-1.1.2-2.48.1.x86_64"))
                .isEqualTo("patched");
        assertThat(said(libvirt, System.of("opensuse", "13.2"), "libvirt-1.1.2-2.44.1.x86_64"))
                .isEqualTo("unaffected");
        assertThat(said("SUSE-SU-2018:1784-1", System.of("sles", "11.4"), "ofed-1.5.4.1-22.2.1.x86_64"))
                .isEqualTo("exposed ofed-0:1.5.4.1-22.3.1.x86_64");
        assertThat(said("SUSE-SU-2018:1784-1", System.of("sles", "12.4"), "ofed-1.5.4.1-22.2.1.x86_64"))
                .isEqualTo("unaffected");
        assertThat(said(python, System.of("sles", "11.4", "SLES11-SP4-LTSS-Updates"), "python-2.6.9-40.23.1.x86_64"))
                .isEqualTo("exposed python-0:2.6.9-40.24.1.x86_64");
        assertThat(said(python, System.of("sles", "11.4"), "python-2.6.9-40.23.1.x86_64"))
                .isEqualTo("unknown stream-unknown");
        assertThat(said(python, System.of("sles", "11.4", "SLES11-SP4-Updates"), "python-2.6.9-40.23.1.x86_64"))
                .isEqualTo("unaffected");
        assertThat(Machines.facts("SUSE-SU-2019:3294-1")).contains("security CVE-");
    }

    @Test
    void ubuntus_records_by_release_and_subscription_and_livepatch_notices_for_nobody() {
        imported("format=osv", "osv/ubuntu-sample-osv-all.tar.xz");
        imported("format=osv", "osv/ubuntu-vunnel/UBUNTU-CVE-2021-3782.json");
        Machines machines = new Machines(exposure);
        System jammy = System.of("ubuntu", "22.04");
        System xenial = System.of("ubuntu", "16.04");
        String rabbit = "UBUNTU-CVE-2024-51988";
        String wayland = "UBUNTU-CVE-2021-3782";

        assertThat(machines.saidOfDebs(rabbit, jammy, List.of(), "rabbitmq-server 3.9.13-1ubuntu0.22.04.1"))
                .isEqualTo("exposed rabbitmq-server=3.9.27-0ubuntu0.1");
        assertThat(machines.saidOfDebs(rabbit, jammy, List.of(), "rabbitmq-server 3.9.27-0ubuntu0.1"))
                .isEqualTo("patched");
        assertThat(machines.saidOfDebs(rabbit, System.of("ubuntu", "23.04"), List.of(), "rabbitmq-server 3.9.13-1"))
                .isEqualTo("unaffected");
        assertThat(Machines.facts(wayland)).startsWith("moderate security CVE-2021-3782");
        assertThat(machines.saidOfDebs(wayland, xenial, List.of(), "wayland 1.12.0-1~ubuntu16.04.3"))
                .isEqualTo("exposed needs-subscription");
        assertThat(machines.saidOfDebs(wayland, xenial, List.of("esm-infra"), "wayland 1.12.0-1~ubuntu16.04.3"))
                .isEqualTo("exposed wayland=1.12.0-1~ubuntu16.04.3+esm1");
        assertThat(machines.saidOfDebs("LSN-0108-1", System.of("ubuntu", "18.04"), List.of(), "linux-aws 4.15.0-1.1"))
                .isEqualTo("unaffected");
    }
}
