package io.patchwave.inventory;

import io.patchwave.inventory.WindowsSoftware.Components;
import io.patchwave.inventory.WindowsSoftware.FileVersion;
import io.patchwave.inventory.WindowsSoftware.Program;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the Windows form of an inventory into canonical form: one spelling, sorted, without doubles. */
final class WindowsReader {
    private static final Pattern KB = Pattern.compile("(?:^|KB)\\s*(\\d{5,8})(?!\\d)", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}\\.(\\d{1,8})(?:\\.(\\d{1,8}))?");

    private WindowsReader() {}

    /** {@code streamed} has the programs where the document could be read so; null where they are in the tree. */
    static WindowsSoftware read(DocumentNode root, DocumentNode os, @Nullable StreamedDocument streamed) {
        String version = os.get("version").text();
        Integer build = os.get("build").integer();
        if (build == null) {
            build = part(version, 1);
        }
        if (build == null) {
            throw os.get("build").refused("is required (the third number of the version)");
        }
        Integer revision = os.get("revision").integer();
        List<Program> programs = streamed == null ? programs(root.get("programs")) : streamed.programs();
        Integer servicePack = os.get("servicePack").integer();
        return new WindowsSoftware(
                os.get("name").requiredText(),
                version,
                build,
                revision == null ? part(version, 2) : revision,
                os.get("displayVersion").text(),
                os.get("editionId").text(),
                os.get("installationType").text(),
                os.get("productType").text(),
                servicePack == null ? 0 : servicePack,
                architecture(os.get("architecture").requiredText()),
                Boolean.TRUE.equals(os.get("esu").flag()),
                hotfixes(root.get("hotfixes")),
                programs == null ? null : SoftwareOrder.of(programs, SoftwareOrder.PROGRAMS),
                components(root.get("components").object()),
                files(root.get("files")));
    }

    /** {@code 10.0.17763.5329}: part 1 is the build 17763, part 2 the revision 5329; null where it is not there. */
    private static @Nullable Integer part(@Nullable String version, int group) {
        Matcher matcher = VERSION.matcher(version == null ? "" : version);
        return matcher.matches() && matcher.group(group) != null ? Integer.valueOf(matcher.group(group)) : null;
    }

    /** {@code x64-based PC}, {@code AMD64}, {@code x86_64} → {@code x64}; {@code i686}, {@code X86-based PC} → {@code x86}. */
    private static String architecture(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("arm64") || lower.startsWith("aarch64")) {
            return "arm64";
        }
        if (lower.startsWith("ia64") || lower.startsWith("itanium")) {
            return "ia64";
        }
        if (lower.startsWith("x64") || lower.startsWith("amd64") || lower.startsWith("x86_64")) {
            return "x64";
        }
        return lower.startsWith("x86") || lower.matches("i\\d86.*") ? "x86" : lower;
    }

    /** {@code 4012213}, {@code kb4012213} → {@code KB4012213}; {@code KB954155_WM9} → {@code KB954155}; {@code File 1} is none. */
    private static List<String> hotfixes(DocumentNode hotfixes) {
        return hotfixes.texts().stream()
                .map(KB::matcher)
                .filter(Matcher::find)
                .map(matcher -> "KB" + matcher.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static @Nullable List<Program> programs(DocumentNode programs) {
        if (programs.absent()) {
            return null;
        }
        return programs.elements().stream()
                .map(DocumentNode::object)
                .flatMap(program -> program(program))
                .toList();
    }

    /** Uninstall entries without a name are kept by the system for itself; they are no programs. */
    private static Stream<Program> program(DocumentNode program) {
        String name = program.get("name").text();
        return name == null
                ? Stream.empty()
                : Stream.of(new Program(
                        name,
                        program.get("version").text(),
                        program.get("publisher").text(),
                        program.get("arch").text()));
    }

    private static @Nullable Components components(DocumentNode components) {
        return components.absent()
                ? null
                : new Components(
                        components.get("ie").text(),
                        components.get("dotnet").texts(),
                        components.get("sql").texts());
    }

    private static List<FileVersion> files(DocumentNode files) {
        List<FileVersion> read = files.elements().stream()
                .map(DocumentNode::object)
                .map(file -> new FileVersion(
                        file.get("path").requiredText().toLowerCase(Locale.ROOT).replace('/', '\\'),
                        file.get("version").requiredText()))
                .toList();
        return SoftwareOrder.of(read, SoftwareOrder.FILES);
    }
}
