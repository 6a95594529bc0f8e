package io.patchwave.inventory;

import io.patchwave.inventory.LinuxSoftware.Deb;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.inventory.WindowsSoftware.Components;
import io.patchwave.inventory.WindowsSoftware.FileVersion;
import io.patchwave.inventory.WindowsSoftware.Program;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Software of every kind, real and absurd. */
final class AnySoftware {
    private AnySoftware() {}

    static Arbitrary<Software> any() {
        return Arbitraries.oneOf(linux(), windows());
    }

    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of("bash", "bash-0:4.4-1.el8.x86_64", "ä\"\\\n", "\ud800", "?", "𝄞", "null"),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(8));
    }

    private static Arbitrary<String> maybe() {
        return text().injectNull(0.3);
    }

    private static Arbitrary<List<String>> texts() {
        return text().list().ofMaxSize(3);
    }

    private static Arbitrary<Rpm> rpm() {
        return Combinators.combine(text(), maybe(), maybe(), maybe()).as(Rpm::new);
    }

    private static Arbitrary<Deb> deb() {
        return Combinators.combine(text(), text(), maybe(), text(), text(), maybe())
                .as(Deb::new);
    }

    private static Arbitrary<Software> linux() {
        return Combinators.combine(
                        text(),
                        maybe(),
                        rpm().list().ofMaxSize(12),
                        deb().list().ofMaxSize(12),
                        texts().injectNull(0.3),
                        texts())
                .as((id, kernel, rpms, debs, modules, other) -> new LinuxSoftware(
                        id, "8", "x86_64", kernel, rpms, debs, modules, other, List.of(), other, List.of("s")));
    }

    private static Arbitrary<Software> windows() {
        Arbitrary<Program> program =
                Combinators.combine(text(), maybe(), maybe(), maybe()).as(Program::new);
        Arbitrary<FileVersion> file = Combinators.combine(text(), text()).as(FileVersion::new);
        Arbitrary<Components> components =
                Combinators.combine(maybe(), texts(), texts()).as(Components::new);
        return Combinators.combine(
                        text(),
                        maybe(),
                        Arbitraries.integers().between(0, 30000).injectNull(0.3),
                        texts(),
                        program.list().ofMaxSize(8).injectNull(0.3),
                        components.injectNull(0.3),
                        file.list().ofMaxSize(4))
                .as((caption, edition, revision, kbs, programs, parts, files) -> new WindowsSoftware(
                        caption,
                        "6.3.9600",
                        9600,
                        revision,
                        null,
                        edition,
                        null,
                        "server",
                        0,
                        "x64",
                        revision == null,
                        kbs,
                        programs,
                        parts,
                        files));
    }

    /** With its long lists in canonical order and without doubles. */
    static Software canonical(Software software) {
        return new SoftwareParts(
                        SoftwareParts.of(software).header(),
                        SoftwareParts.of(software).lists())
                .whole();
    }
}
