package io.patchwave.catalog;

import java.util.List;

/**
 * Everything evaluation needs, as of one revision; immutable. The order of the lists is fixed by their content, not by the
 * order of import.
 *
 * @param statements newest revision of each document only
 * @param incomplete months without a document, or whose document holds no Windows remedy: {@code 2024-Nov}
 */
public record CatalogSnapshot(
        long rev,
        List<WindowsStatement> statements,
        List<HistoryLine> history,
        List<String> incomplete,
        List<RpmAdvisory> errata,
        List<Mirror> mirrors,
        List<OsvAdvisory> osv,
        List<DebAdvisory> debian) {}
