package io.patchwave.exposure.windows;

import io.patchwave.version.FileVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a version of SQL Server stands: its year, its service pack, and whether it is on the branch of general distribution
 * releases or on that of cumulative updates, which are patched apart (W8; build numbers from Microsoft's update history).
 *
 * @param year {@code 2019}, {@code 2008 r2}
 */
record SqlVersion(String year, int servicePack, boolean cumulative, FileVersion version) {
    private static final Pattern PATCH = Pattern.compile(
            "(?:hotfix|gdr|qfe|update|cumulative update|service pack)\\b(?: (\\d{3,5}))?.* for sql server (2008 r2|20\\d\\d)\\b.*");

    /** Builds from which a service pack counts, and within each from which the cumulative branch does. */
    private record Line(String year, int major, int minor, int[] packs, int[] cumulative) {}

    private static final int NEVER = Integer.MAX_VALUE;
    private static final List<Line> LINES = List.of(
            new Line("2008", 10, 0, new int[] {0, 2531, 4000, 5500, 6000}, new int[] {0, 0, 0, 0, 0}),
            new Line("2008 r2", 10, 50, new int[] {0, 2500, 4000, 6000}, new int[] {0, 0, 0, 0}),
            new Line("2012", 11, 0, new int[] {0, 3000, 5058, 6020, 7001}, new int[] {2316, 3321, 5532, 6518, NEVER}),
            new Line("2014", 12, 0, new int[] {0, 4050, 5000, 6024}, new int[] {2342, 4416, 5511, 6205}),
            new Line("2016", 13, 0, new int[] {0, 4001, 5026, 6300}, new int[] {2149, 4411, 5149, 7000}),
            new Line("2017", 14, 0, new int[] {0}, new int[] {3000}),
            new Line("2019", 15, 0, new int[] {0}, new int[] {4000}),
            new Line("2022", 16, 0, new int[] {0}, new int[] {4000}),
            new Line("2025", 17, 0, new int[] {0}, new int[] {4000}));

    /** Of {@code 15.0.4430.1}; empty for what is no version of an SQL Server. */
    static Optional<SqlVersion> of(@Nullable String text) {
        return text == null ? Optional.empty() : FileVersion.parse(text).flatMap(SqlVersion::of);
    }

    private static Optional<SqlVersion> of(FileVersion version) {
        return LINES.stream()
                .filter(line -> line.major == version.number(0) && line.minor == version.number(1))
                .findFirst()
                .map(line -> at(line, version));
    }

    private static SqlVersion at(Line line, FileVersion version) {
        int build = version.number(2);
        int pack = 0;
        while (pack + 1 < line.packs.length && line.packs[pack + 1] <= build) {
            pack++;
        }
        return new SqlVersion(line.year, pack, build >= line.cumulative[pack], version);
    }

    /** As it was released, where no entry tells of any update. */
    static Optional<SqlVersion> released(String year) {
        return LINES.stream()
                .filter(line -> line.year.equals(year))
                .findFirst()
                .map(line -> at(line, FileVersion.of(line.major + "." + line.minor + ".0.0")));
    }

    /** What an entry such as {@code Hotfix 4430 for SQL Server 2019 (KB5054833) (64-bit)} brought; empty for other names. */
    static Optional<SqlVersion> patched(String normalised, @Nullable String version) {
        Matcher patch = PATCH.matcher(normalised);
        if (!patch.matches()) {
            return Optional.empty();
        }
        Optional<SqlVersion> told = of(version).filter(one -> one.year.equals(patch.group(2)));
        String build = patch.group(1);
        return told.isPresent() || build == null
                ? told
                : LINES.stream()
                        .filter(line -> line.year.equals(patch.group(2)))
                        .findFirst()
                        .map(line -> at(line, FileVersion.of(line.major + "." + line.minor + "." + build + ".0")));
    }
}
