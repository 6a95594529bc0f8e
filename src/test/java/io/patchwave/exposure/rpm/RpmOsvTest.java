package io.patchwave.exposure.rpm;

import static io.patchwave.exposure.Verdict.EXPOSED;
import static io.patchwave.exposure.Verdict.PATCHED;
import static io.patchwave.exposure.Verdict.UNAFFECTED;
import static io.patchwave.exposure.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchwave.catalog.OsvAdvisory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Exposure-rules O for rpm distributions. */
class RpmOsvTest {
    private static final String ID = "ALSA-2026:0001";

    private final SmallWorld world = new SmallWorld();

    @Test
    void a_range_is_open_from_introduced_to_before_fixed_on_every_architecture() {
        world.installed("bash-0:4.4-5.el8.i686", "zsh-0:5.5-5.el8.x86_64")
                .osv(ID, "AlmaLinux:8", "bash", "bash", "introduced=0", "fixed=4.4-6.el8")
                .osv("ALSA-2026:0002", "AlmaLinux:8", "bash", "bash", "introduced=4.4-6.el8", "fixed=4.4-9.el8")
                .osv("ALSA-2026:0003", "AlmaLinux:8", "zsh", "zsh", "introduced=0", "fixed=5.5-5.el8")
                .osv("ALSA-2026:0004", "AlmaLinux:8", "zsh", "zsh", "introduced=0", "last=5.5-5.el8");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.judgement(ID)).isNotNull().satisfies(it -> {
            assertThat(it.rule()).isEqualTo("osv");
            assertThat(it.remedies()).containsExactly("bash-0:4.4-6.el8.i686");
        });
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(UNAFFECTED);
        assertThat(world.verdict("ALSA-2026:0003")).isEqualTo(PATCHED);
        assertThat(world.verdict("ALSA-2026:0004")).isEqualTo(EXPOSED);
        assertThat(world.reason("ALSA-2026:0004")).isEqualTo("no-remedy");
    }

    @Test
    void events_are_sorted_before_they_are_read() {
        world.installed("bash-0:2-1.x86_64")
                .osv(ID, "AlmaLinux:8", "s", "bash", "fixed=4-1", "introduced=3-1", "fixed=1-1", "introduced=0");

        assertThat(world.verdict(ID)).isEqualTo(PATCHED);
    }

    @Test
    void each_entry_speaks_for_its_own_release_only() {
        world.installed("bash-0:4.4-1.el8.x86_64")
                .osv(ID, "AlmaLinux:9", "s", "bash", "introduced=0", "fixed=4.4-6.el8")
                .osv("RLSA-1", "Rocky Linux:8", "s", "bash", "introduced=0", "fixed=4.4-6.el8")
                .osv("ALSA-2026:0003", "AlmaLinux:8", "s", "other", "introduced=0", "fixed=1-1");

        assertThat(world.evaluation().judgements()).isEmpty();
        assertThat(world.host("rocky", "8.4").verdict("RLSA-1")).isEqualTo(EXPOSED);
    }

    @Test
    void a_withdrawn_record_does_not_apply() {
        var range = new OsvAdvisory.Range("ECOSYSTEM", List.of(new OsvAdvisory.Event("0", null, null)));
        world.installed("bash-0:4.4-1.el8.x86_64")
                .osv(record(
                        Instant.EPOCH,
                        new OsvAdvisory.Affected("AlmaLinux:8", "bash", List.of(range), List.of(), null)));

        assertThat(world.verdict(ID)).isEqualTo(UNAFFECTED);
    }

    @Test
    void an_enumerated_version_is_open_besides_ranges() {
        var affected = new OsvAdvisory.Affected("AlmaLinux:8", "bash", List.of(), List.of("4.4-1.el8"), null);
        world.installed("bash-0:4.4-1.el8.x86_64").osv(record(null, affected));

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
    }

    @Test
    void a_module_build_counts_only_for_packages_of_the_stream_in_the_summary() {
        String summary = "Moderate: nodejs:18 security update";
        String fixed = "fixed=1:18.9-1.module_el8.9.0+3000+abc";
        world.osv(ID, "AlmaLinux:8", summary, "nodejs", "introduced=0", fixed)
                .installedOfModule("nodejs:18:8090:abc", "nodejs-1:18.1-1.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(new SmallWorld()
                        .osv(ID, "AlmaLinux:8", summary, "nodejs", "introduced=0", fixed)
                        .installedOfModule("nodejs:16:8090:abc", "nodejs-1:16.1-1.module_el8.x86_64")
                        .verdict(ID))
                .isEqualTo(UNAFFECTED);
    }

    @Test
    void a_stream_that_is_not_to_be_read_is_unknown_on_module_packages_and_nothing_on_others() {
        String fixed = "fixed=1:18.9-1.module_el8.9.0+3000+abc";
        world.osv(ID, "AlmaLinux:8", "Moderate: a security update", "nodejs", "introduced=0", fixed)
                .osv("ALSA-2026:0002", "AlmaLinux:8", "nodejs:18 update", "npm", "introduced=0", fixed)
                .osv("ALSA-2026:0003", "AlmaLinux:8", "nodejs:18 update", "perl", "introduced=0", fixed)
                .installedOfModule("nodejs:18:8090:abc", "nodejs-1:18.1-1.module_el8.x86_64")
                .installed("npm-1:1-1.module_el8.x86_64", "perl-0:1-1.el8.x86_64");

        assertThat(world.reason(ID)).isEqualTo("module-state-missing");
        assertThat(world.reason("ALSA-2026:0002")).isEqualTo("module-state-missing");
        assertThat(world.verdict("ALSA-2026:0003")).isEqualTo(UNAFFECTED);
    }

    @Test
    void where_an_erratum_has_the_same_id_it_decides() {
        world.installed("bash-0:4.4-1.el8.i686")
                .osv(ID, "AlmaLinux:8", "s", "bash", "introduced=0", "fixed=4.4-6.el8")
                .advisory(ID, "bash-0:4.4-6.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(UNAFFECTED);
    }

    @Test
    void openeuler_names_binaries_by_file_and_is_matched_by_service_pack() throws JsonProcessingException {
        JsonNode specific = new ObjectMapper().readTree("""
                        {"x86_64": ["dnsmasq-help-2.82-4.oe1.x86_64.rpm", "dnsmasq-help-2.82-5.oe1.x86_64.rpm"],
                         "src": ["dnsmasq-2.82-5.oe1.src.rpm"]}""");
        var range = new OsvAdvisory.Range(
                "ECOSYSTEM",
                List.of(new OsvAdvisory.Event("0", null, null), new OsvAdvisory.Event(null, "2.82-5.oe1", null)));
        world.host("openEuler", "20.03")
                .installed("openEuler-release-0:20.03LTS_SP1-38.oe1.x86_64", "dnsmasq-help-0:2.82-4.oe1.x86_64")
                .osv(record(
                        null,
                        new OsvAdvisory.Affected(
                                "openEuler:20.03-LTS-SP1", "dnsmasq", List.of(range), List.of(), specific)));

        assertThat(world.judgement(ID))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("dnsmasq-help-0:2.82-5.oe1.x86_64"));
    }

    @Test
    void an_eus_advisory_needs_to_know_the_hosts_repositories() {
        world.host("rhel", "9.2")
                .installed("podman-2:4.4.1-1.el9.x86_64")
                .osv(ID, "Red Hat:rhel_eus:9.2::appstream", "s", "podman", "introduced=0", "fixed=2:4.4.1-21.el9_2");

        assertThat(world.verdict(ID)).isEqualTo(UNKNOWN);
        assertThat(world.reason(ID)).isEqualTo("stream-unknown");
        assertThat(world.repositories("rhel-9-appstream-eus-rpms").verdict(ID)).isEqualTo(EXPOSED);
    }

    private static OsvAdvisory record(@Nullable Instant withdrawn, OsvAdvisory.Affected affected) {
        return new OsvAdvisory(ID, Instant.EPOCH, null, withdrawn, "s", List.of(), null, List.of(affected));
    }
}
