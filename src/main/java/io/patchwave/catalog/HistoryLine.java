package io.patchwave.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One update in Windows' update history; the order of lines within (product, line, kind) is the order of release.
 *
 * @param product for example {@code Windows Server 2012 R2}
 * @param line build for 10.0 ({@code 17763}), service pack for 6.x ({@code SP1})
 * @param kind {@code rollup} or {@code securityOnly}
 * @param revision last number of the build; null on 6.x
 * @param kb {@code KBnnnnnnn}; null where the release itself had that revision
 */
public record HistoryLine(
        String product,
        String line,
        String kind,
        @Nullable Integer revision,
        @Nullable String kb) {}
