package io.patchwave.exposure.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.Evaluation;
import org.junit.jupiter.api.Test;

/** Exposure-rules R2: what looks like a finding and is none, since the package manager would not call it an update. */
class RpmHintTest {
    private static final String ID = "ALSA-2026:0001";

    private final SmallWorld world = new SmallWorld();

    @Test
    void a_fix_for_another_architecture_is_a_hint_and_no_finding() {
        world.installed("python3-test-0:3.6.8-77.el8.x86_64").advisory(ID, "python3-test-0:3.6.8-78.el8.noarch");

        assertThat(world.judgement(ID)).isNull();
        assertThat(world.evaluation().hints())
                .containsExactly(new Evaluation.Hint(
                        ID,
                        "arch-changed",
                        "python3-test-0:3.6.8-77.el8.x86_64",
                        "python3-test-0:3.6.8-78.el8.noarch"));
    }

    @Test
    void an_older_build_for_another_architecture_says_nothing() {
        world.installed("python3-test-0:3.6.8-79.el8.x86_64").advisory(ID, "python3-test-0:3.6.8-78.el8.noarch");

        assertThat(world.evaluation().hints()).isEmpty();
    }

    @Test
    void where_the_advisory_names_the_installed_package_itself_that_decides() {
        world.installed("bash-0:4-1.el8.x86_64").advisory(ID, "bash-0:4-2.el8.x86_64", "bash-0:4-2.el8.noarch");

        assertThat(world.judgement(ID)).isNotNull();
        assertThat(world.evaluation().hints()).isEmpty();
    }

    @Test
    void a_package_that_obsoletes_the_installed_one_is_a_hint_and_no_finding() {
        world.installed("curl-0:7.61.1-30.el8.x86_64")
                .offersReplacing("curl-minimal8-0:99-1.el8.x86_64", "curl < 0:99")
                .advisory(ID, "curl-minimal8-0:99-1.el8.x86_64");

        assertThat(world.judgement(ID)).isNull();
        assertThat(world.evaluation().hints())
                .containsExactly(new Evaluation.Hint(
                        ID, "replaced", "curl-0:7.61.1-30.el8.x86_64", "curl-minimal8-0:99-1.el8.x86_64"));
    }

    @Test
    void a_package_that_obsoletes_older_ones_only_replaces_nothing() {
        world.installed("curl-0:99-3.el8.x86_64")
                .offersReplacing("curl-minimal8-0:99-1.el8.x86_64", "curl < 0:99")
                .advisory(ID, "curl-minimal8-0:99-1.el8.x86_64");

        assertThat(world.evaluation().hints()).isEmpty();
    }

    @Test
    void where_the_replacing_package_is_installed_it_is_judged_itself() {
        world.installed("curl-0:7-1.el8.x86_64", "curl-minimal8-0:98-1.el8.x86_64")
                .offersReplacing("curl-minimal8-0:99-1.el8.x86_64", "curl < 0:99")
                .advisory(ID, "curl-minimal8-0:99-1.el8.x86_64");

        assertThat(world.judgement(ID)).isNotNull();
        assertThat(world.evaluation().hints()).isEmpty();
    }
}
