package io.patchwave.platform.input;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens what comes from outside: recognises gzip, xz, zstd and bzip2 by their first bytes, zip and tar likewise, and stops
 * with {@link InputRefused} when a bound is passed. Names in archives are checked, never used as paths.
 */
public final class BoundedInput {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] BZIP2 = {'B', 'Z', 'h'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};
    private static final int TAR_MAGIC_AT = 257;
    private static final Instant NO_EARLIER = Instant.parse("1990-01-01T00:00:00Z");
    private static final int XZ_MEMORY_KIB = 128 << 10;

    private BoundedInput() {}

    /** As {@link EntryReader}, with the time the archive gives for the file; null where it gives none. */
    @FunctionalInterface
    public interface DatedEntryReader {
        /** Reads one file; the stream must not be closed. */
        void read(String name, @Nullable Instant modified, InputStream content) throws IOException;
    }

    /** What is done with each file of an archive (or with the single file). */
    @FunctionalInterface
    public interface EntryReader {
        /** Reads one file; {@code name} is the entry's own, with {@code /} between folders. The stream must not be closed. */
        void read(String name, InputStream content) throws IOException;
    }

    /** The inflated content of a single file, whatever it is compressed with; several layers are taken off. */
    public static InputStream open(InputStream raw, Limits limits) throws IOException {
        Counted counted = new Counted(raw);
        InputStream stream = new BufferedInputStream(counted, 1 << 16);
        for (int layer = 0; layer < 2; layer++) {
            InputStream inner = inflate(stream);
            if (inner == stream) {
                break;
            }
            stream = new BufferedInputStream(inner, 1 << 16);
        }
        return new BufferedInputStream(new Guard(stream, counted, limits), 1 << 16);
    }

    /**
     * Hands every file inside to the reader: the entries of a zip or (compressed) tar in their order, or the one file under
     * the given name.
     */
    public static void forEach(InputStream raw, String name, Limits limits, EntryReader reader) throws IOException {
        forEachDated(raw, name, limits, (entry, modified, content) -> reader.read(entry, content));
    }

    /** As {@link #forEach}, with the files' own times. */
    public static void forEachDated(InputStream raw, String name, Limits limits, DatedEntryReader reader)
            throws IOException {
        InputStream stream = open(raw, limits);
        if (startsWith(stream, 0, ZIP)) {
            entries(new ZipArchiveInputStream(stream, "UTF-8", true, true), limits, reader);
        } else if (startsWith(stream, TAR_MAGIC_AT, TAR)) {
            entries(new TarArchiveInputStream(stream), limits, reader);
        } else {
            reader.read(name, null, stream);
        }
    }

    private static void entries(
            ArchiveInputStream<? extends ArchiveEntry> archive, Limits limits, DatedEntryReader reader)
            throws IOException {
        int count = 0;
        for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            if (entry.isDirectory()) {
                continue;
            }
            if (++count > limits.entries()) {
                throw new InputRefused("The archive has more than " + limits.entries() + " files.");
            }
            String name = entry.getName().replace('\\', '/');
            if (name.startsWith("/") || Arrays.asList(name.split("/")).contains("..")) {
                throw new InputRefused("The archive holds a name that leaves it: " + name);
            }
            reader.read(name, modified(entry), new Uncloseable(archive));
        }
    }

    /** Archives without times say 1980 (zip) or 1970 (tar). */
    private static @Nullable Instant modified(ArchiveEntry entry) {
        Instant modified = entry.getLastModifiedDate().toInstant();
        return modified.isBefore(NO_EARLIER) ? null : modified;
    }

    private static InputStream inflate(InputStream stream) throws IOException {
        if (startsWith(stream, 0, GZIP)) {
            return new GzipCompressorInputStream(stream, true);
        }
        if (startsWith(stream, 0, XZ)) {
            return new XZCompressorInputStream(stream, true, XZ_MEMORY_KIB);
        }
        if (startsWith(stream, 0, ZSTD)) {
            return new ZstdInputStream(stream);
        }
        return startsWith(stream, 0, BZIP2) ? new BZip2CompressorInputStream(stream, true) : stream;
    }

    private static boolean startsWith(InputStream stream, int at, byte[] magic) throws IOException {
        stream.mark(at + magic.length);
        byte[] start = stream.readNBytes(at + magic.length);
        stream.reset();
        return start.length == at + magic.length && Arrays.equals(start, at, at + magic.length, magic, 0, magic.length);
    }

    /** Counts compressed bytes, for the ratio. */
    private static final class Counted extends MeteredInput {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        protected void passed(int more) {
            bytes += more;
        }
    }

    /** Stops when too much comes out, in all or for what went in. */
    private static final class Guard extends MeteredInput {
        private static final long RATIO_FREE = 1L << 20;

        private final Counted source;
        private final Limits limits;
        private long bytes;

        Guard(InputStream in, Counted source, Limits limits) {
            super(in);
            this.source = source;
            this.limits = limits;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        protected void passed(int more) throws InputRefused {
            bytes += more;
            if (bytes > limits.bytes()) {
                throw new InputRefused("The content is larger than " + limits.bytes() + " bytes.");
            }
            if (bytes > RATIO_FREE && bytes / limits.ratio() > source.bytes) {
                throw new InputRefused("The content expands more than " + limits.ratio() + " times.");
            }
        }
    }

    private static final class Uncloseable extends FilterInputStream {
        Uncloseable(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The archive goes on after this entry.
        }
    }
}
