package io.patchwave.inventory;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Windows machine's software (design, 3.1).
 *
 * @param caption as the machine writes it, for example {@code Microsoft Windows Server 2012 R2 Standard}
 * @param build third number of the version, for example 9600
 * @param revision the running UBR, null where the document lacks it
 * @param productType {@code server}, {@code workstation}, {@code domain-controller}, or null
 * @param installationType {@code Server Core} and the like, or null
 * @param servicePack 0 where there is none
 * @param architecture {@code x64}, {@code x86}, {@code arm64}, {@code ia64}
 * @param esu whether extended security updates are licensed
 * @param hotfixes {@code KBnnnnnnn}, upper case, sorted, without doubles
 * @param programs null where the inventory does not tell
 * @param components null where the inventory does not tell
 * @param files versions of probed files, paths in lower case
 */
public record WindowsSoftware(
        String caption,
        @Nullable String version,
        int build,
        @Nullable Integer revision,
        @Nullable String displayVersion,
        @Nullable String editionId,
        @Nullable String installationType,
        @Nullable String productType,
        int servicePack,
        String architecture,
        boolean esu,
        List<String> hotfixes,
        @Nullable List<Program> programs,
        @Nullable Components components,
        List<FileVersion> files)
        implements Software {
    /** The same machine as if it listed these updates too; versions of files, which speak of before, are forgotten. */
    public WindowsSoftware listing(Collection<String> kbs) {
        TreeSet<String> listed = new TreeSet<>(hotfixes);
        listed.addAll(kbs);
        return new WindowsSoftware(
                caption,
                version,
                build,
                revision,
                displayVersion,
                editionId,
                installationType,
                productType,
                servicePack,
                architecture,
                esu,
                List.copyOf(listed),
                programs,
                components,
                List.of());
    }

    /** An installed program as its uninstall entry names it. */
    public record Program(
            String name,
            @Nullable String version,
            @Nullable String publisher,
            @Nullable String arch) {}

    /** Products inside Windows, where the inventory names them. */
    public record Components(@Nullable String ie, List<String> dotnet, List<String> sql) {}

    /** The version of a file on the machine. */
    public record FileVersion(String path, String version) {}
}
