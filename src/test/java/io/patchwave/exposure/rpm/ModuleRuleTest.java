package io.patchwave.exposure.rpm;

import static io.patchwave.exposure.Verdict.EXPOSED;
import static io.patchwave.exposure.Verdict.UNAFFECTED;
import static io.patchwave.exposure.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which streams dnf activates, and what they show and hide; the answers are those of dnf 4.14 (see {@code proof}). */
class ModuleRuleTest {
    private static final String ID = "ALSA-2026:0001";
    private static final String OTHER = "ALSA-2026:0002";

    private final SmallWorld world = new SmallWorld();

    @Test
    void what_a_default_stream_requires_is_active_although_it_is_neither_enabled_nor_default() {
        world.installed("perl-0:5.30-1.module_el8.x86_64").stream("perl", "5.30", "p", null).stream(
                        "nginx", "1.24", "n", "perl:5.30")
                .advisoryIn("baseos", ID, "perl:5.30:p", "perl-0:5.30-2.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(UNAFFECTED);
        assertThat(world.defaultStream("nginx", "1.24").verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.disabled("nginx").verdict(ID)).isEqualTo(UNAFFECTED);
    }

    @Test
    void a_default_stream_is_not_active_where_what_it_requires_is_disabled_or_enabled_otherwise() {
        world.installed("nginx-0:1.24-1.module_el8.x86_64").stream("perl", "5.30", "p", null).stream(
                        "perl", "5.32", "q", null)
                .stream("nginx", "1.24", "n", "perl:5.30")
                .defaultStream("nginx", "1.24")
                .advisoryIn("baseos", ID, "nginx:1.24:n", "nginx-0:1.24-2.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.enabled("perl:5.32").verdict(ID)).isEqualTo(UNAFFECTED);
        assertThat(world.enabled().disabled("perl").verdict(ID)).isEqualTo(UNAFFECTED);
    }

    @Test
    void contexts_that_require_the_same_are_active_together() {
        world.installed("perl-0:5.30-1.module_el8.x86_64").stream("perl", "5.30", "p1", null).stream(
                        "perl", "5.30", "p2", null)
                .enabled("perl:5.30")
                .advisoryIn("baseos", ID, "perl:5.30:p1", "perl-0:5.30-2.module_el8.x86_64")
                .advisoryIn("baseos", OTHER, "perl:5.30:p2", "perl-0:5.30-3.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.verdict(OTHER)).isEqualTo(EXPOSED);
    }

    @Test
    void of_contexts_that_require_different_things_dnf_takes_the_first_that_goes() {
        world.installed("nginx-0:1.24-1.module_el8.x86_64").stream("perl", "5.30", "p", null).stream(
                        "perl", "5.32", "q", null)
                .stream("nginx", "1.24", "n2", "perl:5.32")
                .stream("nginx", "1.24", "n1", "perl:5.30")
                .enabled("nginx:1.24")
                .advisoryIn("baseos", ID, "nginx:1.24:n1", "nginx-0:1.24-2.module_el8.x86_64")
                .advisoryIn("baseos", OTHER, "nginx:1.24:n2", "nginx-0:1.24-2.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.verdict(OTHER)).isEqualTo(UNAFFECTED);
        assertThat(world.enabled("nginx:1.24", "perl:5.32").verdict(ID)).isEqualTo(UNAFFECTED);
        assertThat(world.verdict(OTHER)).isEqualTo(EXPOSED);
    }

    @Test
    void enabled_streams_that_contradict_leave_theirs_unknown_and_nothing_else() {
        world.installed("nginx-0:1.24-1.module_el8.x86_64", "squid-0:4-1.module_el8.x86_64").stream(
                        "perl", "5.30", "p", null)
                .stream("perl", "5.32", "q", null)
                .stream("nginx", "1.24", "n", "perl:5.30")
                .stream("squid", "4", "s", null)
                .enabled("nginx:1.24", "perl:5.32", "squid:4")
                .advisoryIn("baseos", ID, "nginx:1.24:n", "nginx-0:1.24-2.module_el8.x86_64")
                .advisoryIn("baseos", OTHER, "squid:4:s", "squid-0:4-2.module_el8.x86_64");

        assertThat(world.verdict(ID)).isEqualTo(UNKNOWN);
        assertThat(world.reason(ID)).isEqualTo("modules-contradict");
        assertThat(world.verdict(OTHER)).isEqualTo(EXPOSED);
    }

    @Test
    void a_build_that_an_active_stream_hides_is_no_remedy() {
        world.installed("perl-libs-0:5.26-1.el8.x86_64").stream(
                        "perl", "5.30", "p", null, "perl-libs-0:5.20-1.module_el8.x86_64")
                .offers("perl-libs-0:5.26-2.el8.x86_64", "perl-libs-0:5.20-1.module_el8.x86_64")
                .advisory(ID, "perl-libs-0:5.26-2.el8.x86_64");

        assertThat(world.judgement(ID))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("perl-libs-0:5.26-2.el8.x86_64"));
        world.enabled("perl:5.30");
        assertThat(world.verdict(ID)).isEqualTo(EXPOSED);
        assertThat(world.reason(ID)).isEqualTo("not-in-repository");
    }

    @Test
    void a_later_build_of_the_active_stream_is_the_remedy() {
        world.installed("perl-libs-0:5.30-1.module_el8.x86_64").stream(
                        "perl",
                        "5.30",
                        "p",
                        null,
                        "perl-libs-0:5.30-2.module_el8.x86_64",
                        "perl-libs-0:5.30-3.module_el8.x86_64",
                        "squid-0:4-1.module_el8.src")
                .enabled("perl:5.30")
                .offers("perl-libs-0:5.30-2.module_el8.x86_64", "perl-libs-0:5.30-3.module_el8.x86_64")
                .advisoryIn("baseos", ID, "perl:5.30:p", "perl-libs-0:5.30-2.module_el8.x86_64");

        assertThat(world.judgement(ID))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("perl-libs-0:5.30-3.module_el8.x86_64"));
    }

    @Test
    void a_source_package_of_a_stream_hides_nothing() {
        world.installed("squid-0:4-1.el8.x86_64").stream("perl", "5.30", "p", null, "squid-0:4-1.module_el8.src")
                .enabled("perl:5.30")
                .offers("squid-0:4-2.el8.x86_64")
                .advisory(ID, "squid-0:4-2.el8.x86_64");

        assertThat(world.judgement(ID))
                .isNotNull()
                .satisfies(it -> assertThat(it.remedies()).containsExactly("squid-0:4-2.el8.x86_64"));
    }
}
