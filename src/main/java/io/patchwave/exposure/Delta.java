package io.patchwave.exposure;

import org.roaringbitmap.RoaringBitmap;

/**
 * From one answer of a set to the next, where only what differs was looked at: taking it costs what differs, not the whole.
 *
 * @param opened rulings that came
 * @param closed rulings that went
 */
record Delta(SetState before, RoaringBitmap opened, RoaringBitmap closed) {
    static Delta between(SetState before, RoaringBitmap after) {
        return new Delta(
                before, RoaringBitmap.andNot(after, before.rulings()), RoaringBitmap.andNot(before.rulings(), after));
    }

    /** The rulings of the next answer; the very bitmap of the one before where nothing differs. */
    RoaringBitmap after() {
        if (opened.isEmpty() && closed.isEmpty()) {
            return before.rulings();
        }
        RoaringBitmap after = before.rulings().clone();
        after.andNot(closed);
        after.or(opened);
        return after;
    }

    /** Whether it leads from that answer. */
    @SuppressWarnings("ReferenceEquality")
    boolean isFrom(SetState state) {
        return before == state;
    }
}
