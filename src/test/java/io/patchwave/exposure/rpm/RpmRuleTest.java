package io.patchwave.exposure.rpm;

import static io.patchwave.exposure.Verdict.EXPOSED;
import static io.patchwave.exposure.Verdict.PATCHED;
import static io.patchwave.exposure.Verdict.PENDING_REBOOT;
import static io.patchwave.exposure.Verdict.UNAFFECTED;
import static io.patchwave.exposure.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Evaluation;
import org.junit.jupiter.api.Test;

/** Exposure-rules R1 to R3, rule by rule. */
class RpmRuleTest {
    private static final String ID = "ALSA-2026:0001";
    private static final String OLD = "kernel-core-0:4.18.0-553.89.1.el8_10.x86_64";
    private static final String NEW = "kernel-core-0:4.18.0-553.157.1.el8_10.x86_64";
    private static final String OLD_SOURCE = "kernel-4.18.0-553.89.1.el8_10.src.rpm";
    private static final String NEW_SOURCE = "kernel-4.18.0-553.157.1.el8_10.src.rpm";
    private static final String OLD_UNAME = "4.18.0-553.89.1.el8_10.x86_64";
    private static final String NEW_UNAME = "4.18.0-553.157.1.el8_10.x86_64";

    private final SmallWorld world = new SmallWorld();

    private SmallWorld twoKernels() {
        return world.installedFrom(OLD_SOURCE, OLD)
                .installedFrom(NEW_SOURCE, NEW)
                .advisory(ID, NEW);
    }

    @Test
    void an_older_package_of_the_same_name_and_architecture_is_exposed_and_its_fix_offered() {
        world.installed("bash-0:4.4.20-4.el8.x86_64").advisory(ID, "bash-0:4.4.20-5.el8.x86_64");

        var judgement = world.judgement(ID);

        assertThat(judgement).isNotNull();
        assertThat(judgement.verdict()).isEqualTo(EXPOSED);
        assertThat(judgement.rule()).isEqualTo("rpm");
        assertThat(judgement.advisories()).containsExactly(ID);
        assertThat(judgement.remedies()).containsExactly("bash-0:4.4.20-5.el8.x86_64");
        assertThat(judgement.reason()).isNull();
    }

    @Test
    void a_package_at_or_past_the_fix_is_patched_and_named() {
        world.installed("bash-0:4.4.20-5.el8.x86_64").advisory(ID, "bash-0:4.4.20-5.el8.x86_64");

        var judgement = world.judgement(ID);

        assertThat(judgement).isNotNull();
        assertThat(judgement.verdict()).isEqualTo(PATCHED);
        assertThat(judgement.satisfiedBy()).isEqualTo("bash-0:4.4.20-5.el8.x86_64");
    }

    @Test
    void a_package_that_is_not_installed_says_nothing() {
        world.installed("zsh-0:5.5.1-10.el8.x86_64").advisory(ID, "bash-0:4.4.20-5.el8.x86_64");

        assertThat(world.judgement(ID)).isNull();
    }

    @Test
    void one_older_package_outweighs_a_patched_one() {
        world.installed("curl-0:7.61.1-34.el8.x86_64", "libcurl-0:7.61.1-22.el8.x86_64")
                .advisory(ID, "curl-0:7.61.1-30.el8.x86_64", "libcurl-0:7.61.1-30.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
    }

    // The shortcuts of R1's table, each of which is wrong.

    @Test
    void every_installed_build_counted__an_old_kernel_that_does_not_run_is_no_finding() {
        assertThat(twoKernels().running(NEW_UNAME).verdict(ID)).isEqualTo(PATCHED);
    }

    @Test
    void the_newest_only__the_running_kernel_counts_too() {
        var judgement = twoKernels().running(OLD_UNAME).judgement(ID);

        assertThat(judgement).isNotNull();
        assertThat(judgement.verdict()).isEqualTo(PENDING_REBOOT);
        assertThat(judgement.satisfiedBy()).isEqualTo(NEW);
        assertThat(judgement.remedies()).isEmpty();
    }

    @Test
    void modules_ignored__a_stream_that_is_not_active_is_not_in_force() {
        world.installed("nodejs-1:14.1-1.module_el8.x86_64").stream("nodejs", "18", "c1", null)
                .advisoryIn("baseos", ID, "nodejs:18:c1", "nodejs-1:18.1-1.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(UNAFFECTED);
        assertThat(world.enabled("nodejs:18").verdict(ID)).isEqualTo(EXPOSED);
    }

    @Test
    void defaults_forgotten__a_default_stream_is_active_unless_disabled_or_another_is_enabled() {
        world.installed("squid-7:4.1-1.module_el8.x86_64").stream("squid", "4", "c1", null)
                .defaultStream("squid", "4")
                .advisoryIn("baseos", ID, "squid:4:c1", "squid-7:4.2-1.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.enabled("squid:6").verdict(ID)).isEqualTo(UNAFFECTED);
        assertThat(world.enabled().disabled("squid").verdict(ID)).isEqualTo(UNAFFECTED);
    }

    @Test
    void contexts_ignored__only_the_context_whose_requirements_hold_is_in_force() {
        world.installed("nginx-1:1.20-1.module_el8.x86_64").stream("nginx", "1.24", "c530", "perl:5.30").stream(
                        "nginx", "1.24", "c532", "perl:5.32")
                .stream("perl", "5.32", "p532", null)
                .enabled("nginx:1.24", "perl:5.32")
                .advisoryIn("baseos", ID, "nginx:1.24:c532", "nginx-1:1.24-1.module_el8.x86_64")
                .advisoryIn("baseos", "ALSA-2026:0002", "nginx:1.24:c530", "nginx-1:1.24-2.module_el8.x86_64")
                .advisoryIn("baseos", "ALSA-2026:0003", "nginx:1.24:nobody", "nginx-1:1.24-3.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(UNAFFECTED);
        assertThat(world.verdict("ALSA-2026:0003")).isEqualTo(UNAFFECTED);
    }

    @Test
    void a_given_context_is_taken_as_given() {
        world.installed("nginx-1:1.20-1.module_el8.x86_64").stream("nginx", "1.24", "c530", "perl:5.30").stream(
                        "nginx", "1.24", "c532", "perl:5.32")
                .enabled("nginx:1.24:c530")
                .advisoryIn("baseos", ID, "nginx:1.24:c530", "nginx-1:1.24-1.module_el8.x86_64")
                .advisoryIn("baseos", "ALSA-2026:0002", "nginx:1.24:c532", "nginx-1:1.24-2.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(UNAFFECTED);
    }

    @Test
    void architecture_ignored__another_architecture_is_another_package() {
        world.installed("glibc-0:2.28-1.el8.i686", "glibc-0:2.28-9.el8.x86_64", "vim-filesystem-2:8.0-1.el8.x86_64")
                .advisory(ID, "glibc-0:2.28-5.el8.x86_64")
                .advisory("ALSA-2026:0002", "glibc-0:2.28-5.el8.i686")
                .advisory("ALSA-2026:0003", "vim-filesystem-2:8.0-9.el8.noarch")
                .advisory("ALSA-2026:0004", "glibc-0:2.28-50.el8.src", "glibc-0:2.28-50.el8.s390x");

        assertThat(world.verdict(ID)).isEqualTo(PATCHED);
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(EXPOSED);
        assertThat(world.verdict("ALSA-2026:0003")).isEqualTo(UNAFFECTED);
        assertThat(world.verdict("ALSA-2026:0004")).isEqualTo(UNAFFECTED);
    }

    @Test
    void epochs_ignored__the_epoch_decides_first() {
        world.installed("bind-32:9.11-1.el8.x86_64").advisory(ID, "bind-31:9.16-1.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(PATCHED);
    }

    // R2

    @Test
    void a_missing_epoch_that_primary_names_makes_unknown_what_it_would_open() {
        world.installed("openssl-1:1.1.1k-5.el8.x86_64")
                .offers("openssl-1:1.1.1k-9.el8.x86_64")
                .advisory("ALSA-2026:0009", "bash-0:1-1.x86_64")
                .advisory(ID, "?openssl-1.1.1k-9.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(UNKNOWN);
        assertThat(world.reason(ID)).isEqualTo("epoch-ambiguous");
    }

    @Test
    void a_missing_epoch_that_no_build_or_several_explain_is_ambiguous() {
        world.installed("openssl-1:1.1.1k-5.el8.x86_64", "bind-32:9.11-1.el8.x86_64")
                .offers("bind-32:9.11-9.el8.x86_64", "bind-31:9.11-9.el8.x86_64")
                .advisory("ALSA-2026:0009", "bash-0:1-1.x86_64")
                .advisory(ID, "?openssl-1.1.1k-9.el8.x86_64")
                .advisory("ALSA-2026:0002", "?bind-9.11-9.el8.x86_64");

        assertThat(world.reason(ID)).isEqualTo("epoch-ambiguous");
        assertThat(world.reason("ALSA-2026:0002")).isEqualTo("epoch-ambiguous");
    }

    @Test
    void a_missing_epoch_is_0_where_primary_says_so_or_the_whole_document_has_none() {
        world.installed("bash-0:4.4-1.el8.x86_64", "zsh-0:5.5-9.el8.x86_64")
                .offers("bash-0:4.4-5.el8.x86_64")
                .advisory(ID, "?bash-4.4-5.el8.x86_64")
                .advisory("ALSA-2026:0002", "?zsh-5.5-5.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(PATCHED);
    }

    @Test
    void a_missing_epoch_is_no_matter_where_epoch_0_is_newer_already_or_the_build_is_installed() {
        world.installed("bash-0:4.4-1.el8.x86_64", "openssl-1:1.1.1k-9.el8.x86_64")
                .offers("other-0:1-1.x86_64")
                .advisory("ALSA-2026:0009", "zsh-0:1-1.x86_64")
                .advisory(ID, "?bash-4.4-5.el8.x86_64")
                .advisory("ALSA-2026:0002", "?openssl-1.1.1k-9.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(PATCHED);
    }

    @Test
    void an_alma_rebuild_is_newer_than_the_build_without_it() {
        world.installed("mozjs60-0:60.9.0-4.el8.x86_64").advisory(ID, "mozjs60-0:60.9.0-4.el8.alma.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
    }

    @Test
    void what_no_repository_has_is_exposed_and_not_offered() {
        world.installed("bash-0:4.4-1.el8.x86_64")
                .offers("bash-0:4.4-3.el8.x86_64")
                .advisory(ID, "bash-0:4.4-5.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.reason(ID)).isEqualTo("not-in-repository");
        assertThat(world.judgement(ID))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).isEmpty());
    }

    @Test
    void a_later_build_in_the_repository_is_offered_in_place_of_the_fix() {
        world.installed("bash-0:4.4-1.el8.x86_64")
                .offers("bash-0:4.4-7.el8.x86_64", "bash-0:4.4-8.el8.x86_64")
                .advisory(ID, "bash-0:4.4-5.el8.x86_64");

        assertThat(world.judgement(ID))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("bash-0:4.4-8.el8.x86_64"));
    }

    @Test
    void a_package_that_another_replaces_is_no_finding() {
        world.installed("curl-0:7.61.1-30.el8.x86_64").advisory(ID, "curl-minimal8-0:8.0-1.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(UNAFFECTED);
    }

    @Test
    void a_kernel_that_no_package_owns_leaves_the_newest_to_decide() {
        assertThat(twoKernels().running("4.18.0-553.157.1.el8_10.lab.x86_64").verdict(ID))
                .isEqualTo(PATCHED);
    }

    @Test
    void an_unreported_kernel_with_several_installed_is_unknown_but_where_all_are_old() {
        twoKernels().advisory("ALSA-2026:0002", "kernel-core-0:4.18.0-600.el8.x86_64");

        assertThat(world.reason(ID)).isEqualTo("running-kernel-missing");
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(EXPOSED);
    }

    @Test
    void what_was_built_with_the_running_kernel_is_looked_at_too() {
        world.installedFrom(OLD_SOURCE, OLD, "kernel-modules-0:4.18.0-553.89.1.el8_10.x86_64")
                .installedFrom(NEW_SOURCE, NEW, "kernel-modules-0:4.18.0-553.157.1.el8_10.x86_64")
                .running(OLD_UNAME)
                .advisory(ID, "kernel-modules-0:4.18.0-553.157.1.el8_10.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(PENDING_REBOOT);
    }

    @Test
    void without_source_names_the_kernels_siblings_are_those_of_its_version() {
        world.installed(OLD, NEW).running(OLD_UNAME + "+debug").advisory(ID, NEW);

        assertThat(world.verdict(ID)).isEqualTo(PENDING_REBOOT);
    }

    @Test
    void suses_uname_names_the_flavour_and_not_the_rebuild() {
        world.host("sles", "15.3")
                .repositories("baseos")
                .installed("kernel-default-0:5.3.18-59.37.2.x86_64", "kernel-default-0:5.3.18-59.40.1.x86_64")
                .running("5.3.18-59.37-default")
                .advisory(ID, "kernel-default-0:5.3.18-59.40.1.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(PENDING_REBOOT);
    }

    @Test
    void a_livepatch_makes_open_kernel_advisories_unknown_and_no_others() {
        world.installed(OLD, "bash-0:4.4-1.el8.x86_64")
                .livepatch("kpatch_4_18_0_553")
                .advisory(ID, NEW)
                .advisory("ALSA-2026:0002", "bash-0:4.4-5.el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(UNKNOWN);
        assertThat(world.reason(ID)).isEqualTo("livepatch");
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(EXPOSED);
    }

    /** Every Amazon Linux 2023 has it; SUSE's kernel-livepatch-tools are none either. */
    @Test
    void a_package_about_livepatches_is_none() {
        world.installed(OLD, "kernel-livepatch-repo-cdn-0:2023.3-0.el8.noarch", "kernel-livepatch-tools-0:1.2-1.x86_64")
                .advisory(ID, NEW);

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
    }

    @Test
    void a_module_package_without_module_state_is_unknown() {
        world
                .installed("nodejs-1:18.0-1.module_el8.x86_64")
                .installedOfModule("php:8.0:1:c1", "php-0:8.0-1.module_el8.x86_64")
                .stream("nodejs", "18", "c1", null)
                .withoutModuleState()
                .advisoryIn("baseos", ID, "nodejs:18:c1", "nodejs-1:18.1-1.module_el8.x86_64")
                .advisoryIn("baseos", "ALSA-2026:0002", "php:7.4:c1", "php-0:8.1-1.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(UNKNOWN);
        assertThat(world.reason(ID)).isEqualTo("module-state-missing");
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(UNAFFECTED);
    }

    @Test
    void the_same_id_in_two_repositories_is_one_advisory_with_both_lists() {
        world.installed("bash-0:4.4-1.el8.x86_64", "zsh-0:5.5-9.el8.x86_64")
                .advisoryIn("appstream", ID, null, "zsh-0:5.5-5.el8.x86_64")
                .advisory(ID, "bash-0:4.4-5.el8.x86_64");

        assertThat(world.evaluation().judgements()).hasSize(1);
        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
    }

    @Test
    void advisories_of_another_distribution_or_release_do_not_apply() {
        world.installed("bash-0:4.4-1.el8.x86_64")
                .advisoryIn("unnamed", "RHSA-2026:0001", null, "bash-0:4.4-5.el8.x86_64")
                .advisoryIn("unnamed", "ALSA-2026:0002", null, "bash-0:4.4-5.el9.x86_64")
                .advisoryIn("unnamed", "ALSA-2026:0003", null, "bash-0:4.4-5.el8_10.x86_64");

        assertThat(world.verdict("RHSA-2026:0001")).isEqualTo(UNAFFECTED);
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(UNAFFECTED);
        assertThat(world.verdict("ALSA-2026:0003")).isEqualTo(EXPOSED);
    }

    @Test
    void a_host_that_names_its_repositories_has_only_those() {
        world.installed("bash-0:4.4-1.el8.x86_64")
                .advisoryIn("appstream", ID, null, "bash-0:4.4-5.el8.x86_64")
                .advisory("ALSA-2026:0002", "bash-0:4.4-6.el8.x86_64")
                .repositories("https://mirror.example/8/baseos/");

        assertThat(world.verdict(ID)).isEqualTo(UNAFFECTED);
        assertThat(world.verdict("ALSA-2026:0002")).isEqualTo(EXPOSED);
    }

    @Test
    void an_amazon_extra_applies_only_where_its_repository_is_enabled() {
        world.host("amzn", "2")
                .installed("docker-0:20-1.amzn2.x86_64")
                .advisoryIn("core", "ALAS2-2026-001", null, "bash-0:4.4-5.amzn2.x86_64")
                .advisoryIn("docker", "ALAS2DOCKER-2026-001", null, "docker-0:20-2.amzn2.x86_64");

        assertThat(world.verdict("ALAS2DOCKER-2026-001")).isEqualTo(UNAFFECTED);
        assertThat(world.repositories("core", "docker").verdict("ALAS2DOCKER-2026-001"))
                .isEqualTo(EXPOSED);
    }

    @Test
    void a_distribution_without_advisories_is_unknown_once() {
        world.host("opensuse-leap", "15.6").installed("bash-0:4.4-1.x86_64").advisory(ID, "bash-0:4.4-5.el8.x86_64");

        assertThat(world.evaluation().judgements()).isEmpty();
        assertThat(world.evaluation().hostUnknowns())
                .containsExactly(new Evaluation.HostUnknown("no-advisories", "opensuse-leap 15.6"));
    }
}
