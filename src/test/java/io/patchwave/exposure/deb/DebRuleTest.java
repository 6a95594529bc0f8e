package io.patchwave.exposure.deb;

import static io.patchwave.exposure.Verdict.EXPOSED;
import static io.patchwave.exposure.Verdict.PATCHED;
import static io.patchwave.exposure.Verdict.PENDING_REBOOT;
import static io.patchwave.exposure.Verdict.UNAFFECTED;
import static io.patchwave.exposure.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.exposure.Evaluation;
import io.patchwave.exposure.Judgement;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.LinuxSoftware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Exposure-rules D1 to D8 and O, rule by rule. */
class DebRuleTest {
    private static final String ID = "DSA-1-1";

    private final List<DebAdvisory> advisories = new ArrayList<>();
    private final List<OsvAdvisory> osv = new ArrayList<>();
    private final List<Mirror.OfferedPackage> offered = new ArrayList<>();
    private final List<LinuxSoftware.Deb> debs = new ArrayList<>();
    private final List<String> livepatches = new ArrayList<>();
    private final List<String> subscriptions = new ArrayList<>();
    private String distribution = "debian";
    private String version = "11";
    private @Nullable String runningKernel;

    @Test
    void an_older_source_is_exposed_and_the_fixed_source_offered() {
        dsa(ID, "bullseye", "openssl", "1.1.1n-0+deb11u4");
        installed("libssl1.1", "1.1.1k-1", "openssl", "1.1.1k-1");

        assertThat(judgement(ID)).isNotNull().satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(EXPOSED);
            assertThat(it.rule()).isEqualTo("deb");
            assertThat(it.remedies()).containsExactly("openssl=1.1.1n-0+deb11u4");
        });
    }

    @Test
    void a_source_at_or_past_the_fix_is_patched() {
        dsa(ID, "bullseye", "openssl", "1.1.1n-0+deb11u4");
        installed("libssl1.1", "1.1.1n-0+deb11u4", "openssl", "1.1.1n-0+deb11u4");

        assertThat(judgement(ID)).isNotNull().satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(PATCHED);
            assertThat(it.satisfiedBy()).isEqualTo("openssl=1.1.1n-0+deb11u4");
        });
    }

    @Test
    void the_sources_version_decides_not_the_binarys() {
        dsa(ID, "bullseye", "gcc-defaults", "1.191");
        installed("cpp", "4:10.2.1-1", "gcc-defaults", "1.190");

        assertThat(verdict(ID)).isEqualTo(EXPOSED);
    }

    @Test
    void of_a_half_upgraded_source_the_oldest_binary_decides() {
        dsa(ID, "bullseye", "curl", "7.74.0-1.3+deb11u5");
        installed("curl", "7.74.0-1.3+deb11u11", "curl", "7.74.0-1.3+deb11u11");
        installed("libcurl3-gnutls", "7.74.0-1.3+b1", "curl", "7.74.0-1.3");

        assertThat(verdict(ID)).isEqualTo(EXPOSED);
    }

    @Test
    void signed_kernels_stand_for_linux() {
        dsa(ID, "bullseye", "linux", "5.10.162-1");
        dsa("DSA-2-1", "bullseye", "linux", "5.10.46-4");
        installed("linux-image-5.10.0-8-amd64", "5.10.46-4", "linux-signed-amd64", "5.10.46+4");

        assertThat(verdict(ID)).isEqualTo(EXPOSED);
        assertThat(verdict("DSA-2-1")).isEqualTo(PATCHED);
    }

    @Test
    void a_signed_version_keeps_the_plus_of_its_update() {
        var deb = new LinuxSoftware.Deb(
                "linux-image-4.19.0-9-amd64", "x", null, "linux-signed-amd64", "4.19.118+2+deb10u1", null);
        var grub = new LinuxSoftware.Deb(
                "grub-efi-amd64-signed", "x", null, "grub-efi-amd64-signed", "1+2.02+dfsg1+20+deb10u4", null);
        var ubuntu = new LinuxSoftware.Deb(
                "grub-efi-amd64-signed", "x", null, "grub2-signed", "1.187.6+2.06-2ubuntu14.4", null);
        var aws = new LinuxSoftware.Deb(
                "linux-image-6.8.0-1021-aws", "x", null, "linux-signed-aws", "6.8.0-1021.23", null);

        assertThat(SourcePackage.of(deb, true)).isEqualTo(new SourcePackage("linux", "4.19.118-2+deb10u1"));
        assertThat(SourcePackage.of(grub, true)).isEqualTo(new SourcePackage("grub2", "2.02+dfsg1-20+deb10u4"));
        assertThat(SourcePackage.of(ubuntu, false)).isEqualTo(new SourcePackage("grub2", "2.06-2ubuntu14.4"));
        assertThat(SourcePackage.of(aws, false)).isEqualTo(new SourcePackage("linux-aws", "6.8.0-1021.23"));
    }

    @Test
    void linux_meta_says_nothing() {
        ubuntu();
        osv("USN-1", "Ubuntu:22.04:LTS", "linux", null, "5.15.0-70.77");
        osv("USN-2", "Ubuntu:22.04:LTS", "linux-meta", null, "5.15.0.70.77");
        installed("linux-image-virtual", "5.15.0.69.67", "linux-meta", "5.15.0.69.67");
        installed("linux-image-5.15.0-69-generic", "5.15.0-69.76", "linux-signed", "5.15.0-69.76");

        assertThat(verdict("USN-1")).isEqualTo(EXPOSED);
        assertThat(verdict("USN-2")).isEqualTo(UNAFFECTED);
    }

    @Test
    void the_newest_image_decides_and_an_older_running_one_is_pending() {
        dsa(ID, "bullseye", "linux", "5.10.162-1");
        twoKernels();

        runningKernel = "5.10.0-8-amd64";
        assertThat(judgement(ID)).isNotNull().satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(PENDING_REBOOT);
            assertThat(it.satisfiedBy()).isEqualTo("linux=5.10.162-1");
        });
        runningKernel = "5.10.0-21-amd64";
        assertThat(verdict(ID)).as("the old ABI is left over").isEqualTo(PATCHED);
        runningKernel = null;
        assertThat(judgement(ID)).isNotNull().satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(UNKNOWN);
            assertThat(it.reason()).isEqualTo("running-kernel-missing");
        });
    }

    @Test
    void a_livepatch_makes_the_kernel_unknown() {
        dsa(ID, "bullseye", "linux", "5.10.162-1");
        installed("linux-image-5.10.0-8-amd64", "5.10.46-4", "linux-signed-amd64", "5.10.46+4");
        livepatches.add("klp_1");

        assertThat(judgement(ID)).isNotNull().satisfies(it -> {
            assertThat(it.verdict()).isEqualTo(UNKNOWN);
            assertThat(it.reason()).isEqualTo("livepatch");
        });
    }

    @Test
    void words_in_place_of_a_version_have_verdicts_of_their_own() {
        dsa(ID, "bullseye", "a", "<unfixed>");
        dsa("DSA-2-1", "bullseye", "a", "<end-of-life>");
        dsa("DSA-3-1", "bullseye", "a", "<not-affected>");
        dsa("DSA-4-1", "bullseye", "a", "libxml2");
        installed("a", "1", "a", "1");

        assertThat(reason(ID)).isEqualTo("no-remedy");
        assertThat(reason("DSA-2-1")).isEqualTo("unsupported");
        assertThat(verdict("DSA-2-1")).isEqualTo(EXPOSED);
        assertThat(verdict("DSA-3-1")).isEqualTo(UNAFFECTED);
        assertThat(verdict("DSA-4-1")).isEqualTo(UNAFFECTED);
    }

    @Test
    void only_the_line_of_the_hosts_release_counts() {
        dsa(ID, "bookworm", "a", "2");
        dsa("DSA-2-1", "bullseye", "b", "2");
        installed("a", "1", "a", "1");

        assertThat(verdict(ID)).isEqualTo(UNAFFECTED);
    }

    @Test
    void a_fix_in_esm_alone_needs_a_subscription() {
        ubuntu();
        osv(
                "USN-1",
                "Ubuntu:Pro:22.04:LTS",
                "a",
                "Available with Ubuntu Pro (Infra-only): https://ubuntu.com/pro",
                "2+esm1");
        installed("a", "1", "a", "1");

        assertThat(verdict("USN-1")).isEqualTo(EXPOSED);
        assertThat(reason("USN-1")).isEqualTo("needs-subscription");
        subscriptions.add("esm-infra");
        assertThat(judgement("USN-1"))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("a=2+esm1"));
    }

    @Test
    void a_fips_build_concerns_subscribed_hosts_only_and_livepatch_notices_nobody() {
        ubuntu();
        osv("USN-1", "Ubuntu:Pro:FIPS-updates:22.04:LTS", "a", "Available with Ubuntu Pro", "2+fips1");
        osv("LSN-1", "Ubuntu:22.04:LTS", "a", null, "2");
        osv("USN-2", "Ubuntu:22.04:LTS", "a", "Livepatch subscription required", "2");
        osv("USN-3", "Ubuntu:20.04:LTS", "a", null, "2");
        osv("USN-4", "Ubuntu:22.04:LTS", "b", null, "2");
        installed("a", "1", "a", "1");

        assertThat(evaluation().judgements()).isEmpty();
        subscriptions.add("fips-updates");
        assertThat(verdict("USN-1")).isEqualTo(EXPOSED);
    }

    @Test
    void a_removed_package_is_gone_and_a_held_one_locked() {
        dsa(ID, "bullseye", "a", "2");
        dsa("DSA-2-1", "bullseye", "b", "2");
        installed("a", "1", "a", "1", "deinstall ok config-files");
        installed("b", "1", "b", "1", "hold ok installed");

        assertThat(verdict(ID)).isEqualTo(UNAFFECTED);
        assertThat(verdict("DSA-2-1")).isEqualTo(EXPOSED);
        assertThat(reason("DSA-2-1")).isEqualTo("locked");
    }

    @Test
    void what_no_archive_has_is_exposed_and_not_offered() {
        dsa(ID, "bullseye", "a", "2");
        dsa("DSA-2-1", "bullseye", "b", "2");
        installed("a", "1", "a", "1");
        installed("libb", "7:1", "b", "1");
        offered.add(new Mirror.OfferedPackage("a", "1.5", "amd64", null, null, List.of()));
        offered.add(new Mirror.OfferedPackage("libb", "7:3", "amd64", "b", "3", List.of()));

        assertThat(reason(ID)).isEqualTo("not-in-repository");
        assertThat(judgement("DSA-2-1"))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("b=2"));
    }

    /** The tracker counts the source, apt upgrades the binary. */
    @Test
    void a_binary_that_its_source_has_lost_on_the_way_is_exposed_and_not_offered() {
        dsa(ID, "bullseye", "b", "2");
        installed("libb1", "1", "b", "1");
        offered.add(new Mirror.OfferedPackage("libb2", "3", "amd64", "b", "3", List.of()));
        offered.add(new Mirror.OfferedPackage("libb1", "1.5", "amd64", "b", "1.5", List.of()));

        assertThat(verdict(ID)).isEqualTo(EXPOSED);
        assertThat(reason(ID)).isEqualTo("not-in-repository");

        installed("b-common", "1", "b", "1");
        offered.add(new Mirror.OfferedPackage("b-common", "3", "all", "b", "3", List.of()));
        assertThat(judgement(ID))
                .as("another binary of it can be upgraded")
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("b=2"));
    }

    @Test
    void a_binary_that_another_source_has_taken_over_and_one_of_another_architecture_are_not_offered() {
        dsa(ID, "bullseye", "b", "2");
        dsa("DSA-2-1", "bullseye", "c", "2");
        installed("b-tools", "1", "b", "1");
        installed("libc9", "1", "c", "1");
        offered.add(new Mirror.OfferedPackage("b-tools", "9", "amd64", "b-tools", "9", List.of()));
        offered.add(new Mirror.OfferedPackage("libc9", "3", "i386", "c", "3", List.of()));

        assertThat(reason(ID)).isEqualTo("not-in-repository");
        assertThat(reason("DSA-2-1")).isEqualTo("not-in-repository");
    }

    @Test
    void the_next_kernel_comes_under_another_name() {
        dsa(ID, "bullseye", "linux", "5.10.162-1");
        installed("linux-image-5.10.0-8-amd64", "5.10.46-4", "linux-signed-amd64", "5.10.46+4");
        offered.add(new Mirror.OfferedPackage(
                "linux-image-5.10.0-21-amd64", "5.10.162-1", "amd64", "linux-signed-amd64", "5.10.162+1", List.of()));

        assertThat(judgement(ID))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("linux=5.10.162-1"));
    }

    @Test
    void an_osv_range_without_a_fix_has_no_remedy() {
        osv("DEBIAN-CVE-1", "Debian:11", "a", null, null);
        installed("a", "1", "a", "1");

        assertThat(reason("DEBIAN-CVE-1")).isEqualTo("no-remedy");
        assertThat(judgement("DEBIAN-CVE-1"))
                .isNotNull()
                .satisfies(it -> assertThat(it.rule()).isEqualTo("osv"));
    }

    @Test
    void a_release_without_advisories_is_unknown_once() {
        version = "13";
        dsa(ID, "bullseye", "a", "2");
        installed("a", "1", "a", "1");

        assertThat(evaluation().hostUnknowns())
                .containsExactly(new Evaluation.HostUnknown("no-advisories", "debian 13"));
    }

    private void twoKernels() {
        installed("linux-image-amd64", "5.10.162-1", "linux-signed-amd64", "5.10.162+1");
        installed("linux-image-5.10.0-8-amd64", "5.10.46-4", "linux-signed-amd64", "5.10.46+4");
        installed("linux-image-5.10.0-21-amd64", "5.10.162-1", "linux-signed-amd64", "5.10.162+1");
    }

    private void ubuntu() {
        distribution = "ubuntu";
        version = "22.04";
    }

    private void dsa(String id, String release, String source, String fixed) {
        var fix = new DebAdvisory.SourceFix(release, source, fixed);
        advisories.add(new DebAdvisory(id, id, null, List.of(), List.of(fix)));
    }

    private void osv(
            String id, String ecosystem, String source, @Nullable String availability, @Nullable String fixed) {
        JsonNode specific = availability == null
                ? null
                : JsonNodeFactory.instance.objectNode().put("availability", availability);
        List<OsvAdvisory.Event> events = new ArrayList<>(List.of(new OsvAdvisory.Event("0", null, null)));
        if (fixed != null) {
            events.add(new OsvAdvisory.Event(null, fixed, null));
        }
        var range = new OsvAdvisory.Range("ECOSYSTEM", events);
        var affected = new OsvAdvisory.Affected(ecosystem, source, List.of(range), List.of(), specific);
        osv.add(new OsvAdvisory(id, Instant.EPOCH, null, null, id, List.of(), null, List.of(affected)));
    }

    private void installed(String name, String version, String source, String sourceVersion) {
        debs.add(new LinuxSoftware.Deb(name, version, "amd64", source, sourceVersion, null));
    }

    private void installed(String name, String version, String source, String sourceVersion, String status) {
        debs.add(new LinuxSoftware.Deb(name, version, "amd64", source, sourceVersion, status));
    }

    private Evaluation evaluation() {
        var mirror = new Mirror("archive", "deb", "debian", "bullseye", offered, List.of(), Map.of());
        var catalog =
                new CatalogSnapshot(1, List.of(), List.of(), List.of(), List.of(), List.of(mirror), osv, advisories);
        var host = new LinuxSoftware(
                distribution,
                version,
                "x86_64",
                runningKernel,
                List.of(),
                debs,
                null,
                List.of(),
                List.of(),
                livepatches,
                subscriptions);
        var evaluator = new DebEvaluator();
        assertThat(evaluator.judges(host)).isTrue();
        return evaluator.compile(catalog).evaluate(host);
    }

    private @Nullable Judgement judgement(String id) {
        return evaluation().judgements().stream()
                .filter(each -> each.group().equals(id))
                .findFirst()
                .orElse(null);
    }

    private Verdict verdict(String id) {
        Judgement judgement = judgement(id);
        return judgement == null ? UNAFFECTED : judgement.verdict();
    }

    private @Nullable String reason(String id) {
        Judgement judgement = judgement(id);
        return judgement == null ? null : judgement.reason();
    }
}
