package io.patchwave.exposure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.roaringbitmap.RoaringBitmap;

/** Bitmaps to and from bytea, in Roaring's own portable format. */
final class Bitmaps {
    private Bitmaps() {}

    static byte[] bytes(RoaringBitmap bitmap) {
        // A copy: others may read this one at the same time.
        RoaringBitmap compact = bitmap.clone();
        compact.runOptimize();
        ByteBuffer buffer = ByteBuffer.allocate(compact.serializedSizeInBytes());
        compact.serialize(buffer);
        return buffer.array();
    }

    static RoaringBitmap read(byte[] bytes) {
        RoaringBitmap bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("a stored bitmap is damaged", e);
        }
        return bitmap;
    }
}
