package io.patchwave.exposure;

import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * From one answer of a set to the next, where only what differs was looked at: taking it costs what differs, not the whole.
 *
 * @param opened rulings that came
 * @param closed rulings that went
 */
record Delta(SetState before, RoaringBitmap opened, RoaringBitmap closed) {
    /** From here on bitmaps are put together as wholes. */
    private static final int FEW = 32;

    static Delta between(SetState before, RoaringBitmap after) {
        return new Delta(
                before, RoaringBitmap.andNot(after, before.rulings()), RoaringBitmap.andNot(before.rulings(), after));
    }

    /** Where only some rulings were asked for: all others stand. {@code found} are those of them that hold now. */
    static Delta within(SetState before, RoaringBitmap asked, RoaringBitmap found) {
        RoaringBitmap old = before.rulings();
        if (asked.getCardinality() + found.getCardinality() >= FEW) {
            RoaringBitmap closed = RoaringBitmap.and(old, asked);
            closed.andNot(found);
            return new Delta(before, RoaringBitmap.andNot(found, old), closed);
        }
        RoaringBitmap opened = new RoaringBitmap();
        found.forEach((IntConsumer) id -> {
            if (!old.contains(id)) {
                opened.add(id);
            }
        });
        RoaringBitmap closed = new RoaringBitmap();
        asked.forEach((IntConsumer) id -> {
            if (old.contains(id) && !found.contains(id)) {
                closed.add(id);
            }
        });
        return new Delta(before, opened, closed);
    }

    /** The rulings of the next answer; the very bitmap of the one before where nothing differs. */
    RoaringBitmap after() {
        if (opened.isEmpty() && closed.isEmpty()) {
            return before.rulings();
        }
        RoaringBitmap after = before.rulings().clone();
        if (opened.getCardinality() + closed.getCardinality() < FEW) {
            closed.forEach((IntConsumer) after::remove);
            opened.forEach((IntConsumer) after::add);
        } else {
            after.andNot(closed);
            after.or(opened);
        }
        return after;
    }

    /** Whether it leads from that answer. */
    @SuppressWarnings("ReferenceEquality")
    boolean isFrom(SetState state) {
        return before == state;
    }
}
