package io.patchwave.catalog;

import java.util.List;

/**
 * Heads that came or changed after a revision; none ever goes, what is withdrawn says so.
 *
 * @param rev as of which they were read: ask from here the next time
 */
public record ChangedHeads(long rev, List<CatalogHead> heads) {}
