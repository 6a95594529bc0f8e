package io.patchwave.exposure.guard;

import static io.patchwave.exposure.guard.GuardWorld.alma;
import static io.patchwave.exposure.guard.GuardWorld.erratum;
import static io.patchwave.exposure.guard.GuardWorld.fixed;
import static io.patchwave.exposure.guard.GuardWorld.mirror;
import static io.patchwave.exposure.guard.GuardWorld.months;
import static io.patchwave.exposure.guard.GuardWorld.osv;
import static io.patchwave.exposure.guard.GuardWorld.record;
import static io.patchwave.exposure.guard.GuardWorld.rpm;
import static io.patchwave.exposure.guard.GuardWorld.statement;
import static io.patchwave.exposure.guard.GuardWorld.twenty;
import static io.patchwave.exposure.guard.GuardWorld.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.ImportGuard;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.RpmAdvisory.FixedPackage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every accident that happened to a real distribution holds, and what is no accident does not. */
class CatalogGuardTest {
    private static final String OLD = "package1-1:1.0-1.el8.x86_64";
    private static final String NEW = "package1-1:2.0-1.el8.x86_64";

    private static GuardWorld hundred() {
        return new GuardWorld().with(alma(OLD), 40).with(alma("other-0:1-1.el8.x86_64"), 60);
    }

    private static GuardWorld hundredWithout(String package1) {
        return new GuardWorld().with(alma(package1), 40).with(alma("other-0:1-1.el8.x86_64"), 60);
    }

    @Test
    void missing_epochs_are_held() {
        ImportGuard.Decision decision = hundred().judge(rpm(twenty("1")), rpm(twenty("0")));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect()).isEqualTo(new ImportGuard.Effect(100, 40, 40, 40));
        assertThat(decision.reason()).contains("close findings on 40").contains("30 %");
        assertThat(decision.samples()).singleElement().satisfies(sample -> {
            assertThat(sample.advisoryId()).isEqualTo("ALSA-2024:0001");
            assertThat(sample.before().verdict()).isEqualTo("exposed");
            assertThat(sample.before().names()).containsExactly("package1-1:2.0-1.el8.x86_64");
            assertThat(sample.after().verdict()).isEqualTo("patched");
            assertThat(sample.after().names()).containsExactly("package1-0:2.0-1.el8.x86_64");
            assertThat(sample.hosts()).isEqualTo(40);
        });
    }

    @Test
    void missing_epochs_are_held_where_everybody_is_patched_too() {
        ImportGuard.Decision decision = hundredWithout(NEW).judge(rpm(twenty("1")), rpm(twenty(null)));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect().closed()).isZero();
        assertThat(decision.effect().changedNames()).isEqualTo(40);
    }

    @Test
    void the_same_id_with_other_packages_is_held() {
        List<RpmAdvisory> other = new ArrayList<>(twenty("1"));
        other.set(1, erratum("ALSA-2024:0001", "text", fixed("something-else", "1", "2.0")));

        ImportGuard.Decision decision = hundred().judge(rpm(twenty("1")), rpm(other));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect()).isEqualTo(new ImportGuard.Effect(100, 40, 40, 40));
        assertThat(decision.samples().get(0).after().names()).containsExactly("something-else-1:2.0-1.el8.x86_64");
    }

    @Test
    void a_truncated_document_is_held() {
        ImportGuard.Decision decision =
                hundred().judge(rpm(twenty("1")), rpm(twenty("1").subList(10, 20)));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect()).isEqualTo(new ImportGuard.Effect(100, 40, 40, 0));
        assertThat(decision.samples())
                .extracting(ImportGuard.Sample::advisoryId)
                .containsExactly("ALSA-2024:0001");
        assertThat(decision.samples().get(0).after().verdict()).isEqualTo("unaffected");
    }

    @Test
    void advisories_withdrawn_en_masse_are_held() {
        ImportGuard.Decision decision = hundred()
                .judge(
                        osv(List.of(record("ALSA-2024:1", "package1", null), record("ALSA-2024:2", "package2", null))),
                        osv(List.of(
                                record("ALSA-2024:1", "package1", Instant.EPOCH),
                                record("ALSA-2024:2", "package2", Instant.EPOCH))));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect().closed()).isEqualTo(40);
    }

    @Test
    void a_repository_that_suddenly_speaks_for_another_release_is_held() {
        ImportGuard.Decision decision =
                hundred().judge(rpm(twenty("1"), mirror("alma", "8")), rpm(twenty("1"), mirror("alma", "9")));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect().closed()).isEqualTo(40);
    }

    @Test
    void a_month_of_microsoft_without_its_products_is_held() {
        GuardWorld world = new GuardWorld().with(windows(), 50).with(alma(OLD), 50);

        ImportGuard.Decision decision = world.judge(
                months(List.of(statement("CVE-2024-0001", "KB5000001"), statement("CVE-2024-0002", "KB5000001"))),
                months(List.of(statement("CVE-2024-0002", "KB5000001"))));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect().closed()).isEqualTo(50);
    }

    @Test
    void another_remedy_under_the_same_cve_is_held() {
        GuardWorld world = new GuardWorld().with(windows("KB5000001"), 50);

        ImportGuard.Decision decision = world.judge(
                months(List.of(statement("CVE-2024-0001", "KB5000001"))),
                months(List.of(statement("CVE-2024-0001", "KB5000002"))));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect().changedNames()).isEqualTo(50);
        assertThat(decision.samples().get(0).before().names()).containsExactly("KB5000001 for Windows Server 2012 R2");
    }

    @Test
    void a_new_advisory_that_opens_everywhere_goes_on_and_costs_nothing() {
        GuardWorld world = hundred();
        List<RpmAdvisory> before = twenty("1");
        List<RpmAdvisory> more = new ArrayList<>(before);
        more.add(erratum("ALSA-2024:9999", "text", fixed("package1", "1", "9"), fixed("other", "0", "9")));

        assertThat(world.judge(rpm(before), rpm(more))).isSameAs(ImportGuard.Decision.GO);
        assertThat(world.asked).isZero();
    }

    @Test
    void the_first_import_into_an_empty_catalog_goes_on() {
        assertThat(hundred().judge(rpm(List.of()), rpm(twenty("1"))).hold()).isFalse();
    }

    @Test
    void corrected_words_and_added_packages_go_on_and_cost_nothing() {
        GuardWorld world = hundred();
        List<RpmAdvisory> before = twenty("1");
        List<RpmAdvisory> reworded = new ArrayList<>(before);
        reworded.set(1, erratum("ALSA-2024:0001", "a better title", fixed("package1", "1", "2.0")));

        assertThat(world.judge(rpm(before), rpm(reworded)).hold()).isFalse();
        assertThat(world.asked).isZero();

        reworded.set(1, erratum("ALSA-2024:0001", "text", fixed("package1", "1", "2.0"), fixed("other", "0", "9")));
        assertThat(world.judge(rpm(before), rpm(reworded)).hold()).isFalse();
    }

    @Test
    void a_correction_that_concerns_few_hosts_goes_on() {
        GuardWorld world = new GuardWorld().with(alma(OLD), 30).with(alma("other-0:1-1.el8.x86_64"), 70);

        ImportGuard.Decision decision =
                world.judge(rpm(twenty("1")), rpm(twenty("1").subList(10, 20)));

        assertThat(decision.hold()).isFalse();
        assertThat(decision.effect().closed()).isEqualTo(30);
        assertThat(decision.reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, false",
        "4, 4, false",
        "5, 5, true",
        "10, 4, false",
        "10, 5, true",
        "100, 30, false",
        "100, 31, true",
        "100000, 30000, false",
        "100000, 30001, true"
    })
    void small_fleets_are_not_held_up_by_one_machine(long hosts, long concerned, boolean hold) {
        GuardWorld world =
                new GuardWorld().with(alma(OLD), concerned).with(alma("other-0:1-1.el8.x86_64"), hosts - concerned);

        assertThat(world.judge(rpm(twenty("1")), rpm(List.of())).hold()).isEqualTo(hold);
    }

    @Test
    void module_documents_that_went_missing_are_held() {
        RpmAdvisory modular = new RpmAdvisory(
                "ALSA-2024:0001",
                "alma",
                "security",
                "text",
                null,
                Instant.EPOCH,
                null,
                List.of(),
                List.of(new RpmAdvisory.PackageCollection(
                        new RpmAdvisory.Module("nginx", "1.24", "abc"),
                        List.of(new FixedPackage("package1", "1", "2.0", "1.el8", "x86_64", false)))));
        Mirror described = new Mirror(
                "alma",
                "rpm",
                "almalinux",
                "8",
                List.of(),
                List.of(
                        new Mirror.ModuleStream("nginx", "1.24", 1, "abc", false, List.of(), List.of()),
                        new Mirror.ModuleStream("perl", "5.30", 1, "def", false, List.of(), List.of())),
                Map.of("nginx", "1.24"));
        Mirror bare = new Mirror(
                "alma",
                "rpm",
                "almalinux",
                "8",
                List.of(),
                List.of(new Mirror.ModuleStream("perl", "5.30", 1, "def", false, List.of(), List.of())),
                Map.of());

        ImportGuard.Decision decision = hundred().judge(rpm(List.of(modular), described), rpm(List.of(modular), bare));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.effect().closed()).isEqualTo(40);
    }

    @Test
    void an_effect_that_cannot_be_told_is_held() {
        CatalogSnapshot before = rpm(twenty("1"));

        ImportGuard.Decision decision = new GuardWorld() {
            @Override
            public Map<Long, Long> weights() {
                throw new IllegalStateException("the database is gone");
            }
        }.judge(before, rpm(List.of()));

        assertThat(decision.hold()).isTrue();
        assertThat(decision.reason()).contains("could not be told");
    }
}
