package io.patchwave.proof;

import static io.patchwave.Given.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.AgentGiven;
import io.patchwave.ServerTest;
import io.patchwave.catalog.Imports;
import io.patchwave.exposure.ExposureService;
import io.patchwave.proof.Machines.System;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small documents of our own in the publishers' forms, through the real import: whose machines they concern, and how much. */
@ServerTest
class DistributionsTest {
    @Inject
    ExposureService exposure;

    private final String name = AgentGiven.unique("lib");

    private String said(String advisory, System system, String... rpms) {
        return new Machines(exposure).said(advisory, system, rpms);
    }

    private void errata(String query, String id, String type, String severity, String release) {
        String updateinfo = """
                <updates><update from="made@example.invalid" status="final" type="%s" version="1"><id>%s</id><title>made</title>
                <issued date="2026-01-01 00:00:00"/>%s<references><reference type="cve" id="CVE-2026-0001" href="x"/></references>
                <pkglist><collection><name>made</name><package name="%s" version="2.0" release="%s" epoch="0" arch="x86_64"/>
                </collection></pkglist></update></updates>
                """.formatted(
                        type, id, severity.isEmpty() ? "" : "<severity>" + severity + "</severity>", name, release);
        Imports.succeeded("format=updateinfo&filename=updateinfo.xml&mirror=" + name + query, updateinfo);
    }

    /** Neither the call nor the mirror says whose errata they are: the id's prefix and the dist tag do. */
    @ParameterizedTest
    @CsvSource({
        "ELSA-2026-%s,      1.0.1.el8_10,   Important, ol,        8.10,            important",
        "RLSA-2026:%s,      1.el8_4,        Moderate,  rocky,     8.4,             moderate",
        "CESA-2026:%s,      1.el7.centos,   Low,       centos,    7.7.1908,        low",
        "ALSA-2026:%s,      1.el9.alma.1,   Critical,  almalinux, 9.4,             critical",
        "RHSA-2026:%s,      1.el10_0,       '',        rhel,      10.0,            unrated",
        "FEDORA-2026-%s,    1.fc42,         None,      fedora,    42,              unrated",
        "ALAS-2026-%s,      1.2.amzn1,      medium,    amzn,      1,               moderate",
        "ALAS2-2026-%s,     1.amzn2,        critical,  amzn,      2,               critical",
        "ALAS2023-2026-%s,  1.amzn2023.0.1, Medium,    amzn,      2023.3.20240312, moderate"
    })
    void an_rpm_distribution_is_told_by_the_prefix_and_the_dist_tag(
            String pattern, String release, String written, String os, String version, String severity) {
        String id = pattern.formatted(name.substring(4));
        errata("", id, "security", written, release);
        String fixed = name + "-0:2.0-" + release + ".x86_64";
        System system = System.of(os, version);

        assertThat(Machines.facts(id)).isEqualTo(severity + " security CVE-2026-0001");
        assertThat(said(id, system, name + "-1.9-" + release + ".x86_64")).isEqualTo("exposed " + fixed);
        assertThat(said(id, system, fixed)).isEqualTo("patched");
        assertThat(said(id, system, name + "-2.1-" + release + ".x86_64")).isEqualTo("patched");
        assertThat(said(id, system, name + "-1.9-" + release + ".aarch64")).isEqualTo("unaffected");
        assertThat(said(id, System.of(os, "99"), name + "-1.9-" + release + ".x86_64"))
                .isEqualTo("unaffected");
        assertThat(said(id, System.of("otheros", version), name + "-1.9-" + release + ".x86_64"))
                .isEqualTo("unaffected");
    }

    @Test
    void an_extra_of_amazon_concerns_only_machines_that_have_its_repository() {
        String id = "ALAS2DOCKER-2026-" + name.substring(4);
        errata("", id, "security", "important", "1.amzn2");

        assertThat(said(id, System.of("amzn", "2", name), name + "-1.0-1.amzn2.x86_64"))
                .startsWith("exposed");
        assertThat(said(id, System.of("amzn", "2"), name + "-1.0-1.amzn2.x86_64"))
                .isEqualTo("unaffected");
    }

    @Test
    void suses_recommended_patches_are_no_security() {
        String id = "SUSE-" + name;
        errata("&for=sles:15.3", id, "recommended", "moderate", "150300.1.1");

        assertThat(Machines.facts(id)).contains(" bugfix");
        assertThat(said(id, System.of("sles", "15.3"), name + "-1.0-150300.1.1.x86_64"))
                .startsWith("exposed");
        assertThat(said(id, System.of("sles", "15.4"), name + "-1.0-150300.1.1.x86_64"))
                .isEqualTo("unaffected");
    }

    /** SUSE's CVRF: packages as products of products, no KBs. */
    @ParameterizedTest
    @CsvSource({
        "openSUSE Leap 15.1,                             opensuse-leap, 15.1, exposed",
        "openSUSE Leap 42.3,                             opensuse,      42.3, exposed",
        "openSUSE 13.2,                                  opensuse,      13.2, exposed",
        "SUSE Linux Enterprise Server 12 SP5,            sles,          12.5, exposed",
        "SUSE Linux Enterprise Server 15,                sles,          15,   exposed",
        "SUSE Linux Enterprise Server 12 SP5,            sles,          12.4, unaffected",
        "SUSE Linux Enterprise Module for Basesystem 15 SP1, sled,      15.1, exposed",
        "SUSE Linux Enterprise Desktop 12 SP5,           sles,          12.5, unaffected",
        "SUSE Linux Enterprise Server for SAP Applications 12 SP3, sles_sap, 12.3, exposed",
        "SUSE Linux Enterprise Server 12 SP2-LTSS,       sles,          12.2, unknown stream-unknown",
        "SUSE Package Hub 15,                            sles,          15,   unaffected"
    })
    void a_product_of_suse_means_its_machines(String product, String os, String version, String expected) {
        String id = "SUSE-SU-2026:" + name.substring(4) + product.hashCode();
        String build = name + "-2.0-1.1";
        Imports.succeeded("format=cvrf&filename=suse.xml", """
                <cvrfdoc xmlns="http://www.icasi.org/CVRF/schema/cvrf/1.1"><DocumentTitle>made</DocumentTitle>
                <DocumentPublisher Type="Vendor"><ContactDetails>security@suse.de</ContactDetails></DocumentPublisher>
                <DocumentTracking><Identification><ID>%1$s</ID></Identification><Version>1</Version>
                <InitialReleaseDate>2026-01-01T00:00:00Z</InitialReleaseDate><CurrentReleaseDate>2026-01-01T00:00:00Z</CurrentReleaseDate>
                </DocumentTracking><ProductTree xmlns="http://www.icasi.org/CVRF/schema/prod/1.1">
                <Branch Type="Product Name" Name="%2$s"><FullProductName ProductID="%2$s">%2$s</FullProductName></Branch>
                <Branch Type="Product Version" Name="%3$s"><FullProductName ProductID="%3$s">%3$s</FullProductName></Branch>
                <Relationship ProductReference="%3$s" RelationType="Default Component Of" RelatesToProductReference="%2$s">
                <FullProductName ProductID="%2$s:%3$s">%3$s as a component of %2$s</FullProductName></Relationship></ProductTree>
                <Vulnerability Ordinal="1" xmlns="http://www.icasi.org/CVRF/schema/vuln/1.1"><CVE>CVE-2026-0001</CVE>
                <ProductStatuses><Status Type="Fixed"><ProductID>%2$s:%3$s</ProductID></Status></ProductStatuses>
                <Threats><Threat Type="Impact"><Description>important</Description></Threat></Threats></Vulnerability></cvrfdoc>
                """.formatted(id, product, build));

        assertThat(Machines.facts(id)).isEqualTo("important security CVE-2026-0001");
        String remedy = expected.equals("exposed") ? "exposed " + name + "-0:2.0-1.1.x86_64" : expected;
        assertThat(said(id, System.of(os, version), name + "-1.9-1.1.x86_64")).isEqualTo(remedy);
        assertThat(said(id, System.of(os, version), build + ".x86_64"))
                .isEqualTo(expected.equals("exposed") || expected.startsWith("unknown") ? "patched" : "unaffected");
    }

    @Test
    void a_distribution_that_no_document_speaks_for_is_one_unknown() {
        String document = """
                {"os": {"family": "linux", "id": "azurelinux", "versionId": "3.0", "architecture": "x86_64"},
                 "packages": ["%s-1.0-1.azl3.x86_64"]}""".formatted(name);
        String host = AgentGiven.enrolled("azure").sends(document).hostId();

        List<Map<String, Object>> unknowns = admin().get("/api/v1/hosts/" + host + "/findings")
                .then()
                .statusCode(200)
                .extract()
                .path("unknowns");

        assertThat(unknowns).extracting(each -> each.get("reason")).containsExactly("no-advisories");
    }
}
