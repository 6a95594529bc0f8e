package io.patchwave.inventory;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Documents in few bytes: Zstandard, a sixth of gzip's time for as many bytes; gzip where its native library does not load. What
 * was packed either way, or came as gzip, is read: its first byte tells.
 */
final class Packing {
    private static final byte GZIP = 0x1f;
    private static final int LEVEL = 1;

    /** Contexts cost half a megabyte to make; as many as threads that pack at one time. */
    private static final ConcurrentLinkedQueue<ZstdCompressCtx> IDLE = new ConcurrentLinkedQueue<>();

    private static final boolean NATIVE = loads();

    private Packing() {}

    private static boolean loads() {
        try {
            return Zstd.compressBound(1) > 0;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** The content in few bytes. */
    static byte[] pack(byte[] content) {
        return NATIVE ? zstd(content) : SoftwareForm.gzip(content);
    }

    private static byte[] zstd(byte[] content) {
        ZstdCompressCtx idle = IDLE.poll();
        ZstdCompressCtx context = idle == null ? new ZstdCompressCtx().setLevel(LEVEL) : idle;
        byte[] packed = context.compress(content);
        IDLE.add(context);
        return packed;
    }

    /** The inverse of {@link #pack}. */
    static byte[] unpack(byte[] packed) {
        return packed[0] == GZIP
                ? SoftwareForm.gunzip(packed)
                : Zstd.decompress(packed, Math.toIntExact(Zstd.getFrameContentSize(packed)));
    }
}
