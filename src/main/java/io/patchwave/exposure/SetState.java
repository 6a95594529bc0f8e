package io.patchwave.exposure;

import org.roaringbitmap.RoaringBitmap;

/**
 * The present answer for one software set.
 *
 * @param evaluatedRev catalog revision it was last written at; a sweep may say that it held later too ({@link Swept})
 * @param rev revision of answers it was last written at
 * @param unfolded how many differences are stored beside the set's row
 * @param rulings numbers of {@link Ruling}s; never changed once here
 */
record SetState(long setId, long evaluatedRev, long rev, int unfolded, RoaringBitmap rulings, Evaluation.Whole whole) {
    /**
     * Up to where the last sweep found all sets.
     *
     * @param catalogRev the catalog it ruled by
     * @param upto every answer written up to that revision of answers holds at {@code catalogRev}
     */
    record Swept(long catalogRev, long upto) {
        static final Swept NEVER = new Swept(0, 0);
    }

    /** Catalog revision the answer holds at. */
    long holdsAt(Swept swept) {
        return rev <= swept.upto() ? Math.max(evaluatedRev, swept.catalogRev()) : evaluatedRev;
    }
}
