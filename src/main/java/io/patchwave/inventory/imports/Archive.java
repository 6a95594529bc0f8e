package io.patchwave.inventory.imports;

import io.patchwave.platform.input.BoundedInput;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.input.Limits;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of an upload: itself, or what is inside when it is an archive or compressed, one archive within another included.
 * What all of them expand to is bounded together.
 */
final class Archive {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final int NAME_LENGTH_AT = 26;
    private static final int NAME_AT = 30;
    private static final int PEEK = 512;
    private static final int TAR_MAGIC_AT = 257;
    private static final long FREE = 256L << 20;
    private static final Set<String> WORKBOOK = Set.of("[Content_Types].xml", "_rels/", "xl/", "docProps/");

    private final Entries entries;
    private final long most;
    private long read;

    private Archive(Entries entries, long most) {
        this.entries = entries;
        this.most = most;
    }

    /** What is done with each file. */
    interface Entries {
        /**
         * Reads one file.
         *
         * @param modified when it was written, as the archive says; null outside archives
         * @throws IOException the file cannot be read; the others go on
         */
        void read(String name, @Nullable Instant modified, InputStream content) throws IOException;

        /** A file that cannot be read, with a sentence that follows its name. */
        void rejected(String name, String reason);
    }

    /** Hands every file of the upload to {@code entries}; a broken archive or a passed bound ends it with an exception. */
    static void read(InputStream upload, long size, String name, Entries entries) throws IOException {
        long most = Math.min(Limits.UPLOAD.bytes(), Math.max(FREE, size * Limits.UPLOAD.ratio()));
        Archive archive = new Archive(entries, most);
        BufferedInputStream content = new BufferedInputStream(upload, 1 << 16);
        if (isWorkbook(peek(content))) {
            archive.file(name, null, content);
        } else {
            BoundedInput.forEachDated(content, name, Limits.UPLOAD, archive::entry);
        }
    }

    private void entry(String name, @Nullable Instant modified, InputStream content) throws IOException {
        BufferedInputStream metered = new BufferedInputStream(new Meter(content), 1 << 16);
        if (name.contains("__MACOSX/") || name.endsWith(".DS_Store")) {
            return;
        }
        try {
            byte[] head = peek(metered);
            if (isWorkbook(head) || !isPacked(head)) {
                file(name, modified, metered);
            } else {
                BoundedInput.forEachDated(metered, name, Limits.UPLOAD, (inner, at, stream) -> {
                    boolean compressed = inner.equals(name);
                    inside(compressed ? name : name + "/" + inner, at == null ? modified : at, stream);
                });
            }
        } catch (TooMuch e) {
            throw e;
        } catch (IOException e) {
            entries.rejected(name, String.valueOf(e.getMessage()));
        }
        drain(metered);
    }

    private void inside(String name, @Nullable Instant modified, InputStream content) throws IOException {
        BufferedInputStream metered = new BufferedInputStream(new Meter(content), 1 << 16);
        byte[] head = peek(metered);
        if (isPacked(head) && !isWorkbook(head)) {
            entries.rejected(name, "is an archive inside an archive inside an archive; unpack it first");
        } else {
            file(name, modified, metered);
        }
        drain(metered);
    }

    private void file(String name, @Nullable Instant modified, InputStream content) throws IOException {
        try {
            entries.read(name, modified, content);
        } catch (TooMuch e) {
            throw e;
        } catch (InputRefused e) {
            entries.rejected(name, String.valueOf(e.getMessage()));
        }
    }

    private static void drain(InputStream content) throws IOException {
        byte[] waste = new byte[1 << 16];
        int count = 0;
        while (count >= 0) {
            try {
                count = content.read(waste);
            } catch (TooMuch e) {
                throw e;
            } catch (IOException e) {
                // Rejected already; whether the archive can go on shows at its next entry.
                count = -1;
            }
        }
    }

    /** Whether the bytes begin a zip whose first file is one of an Office workbook's. */
    static boolean isWorkbook(byte[] head) {
        if (head.length < NAME_AT || !Arrays.equals(head, 0, ZIP.length, ZIP, 0, ZIP.length)) {
            return false;
        }
        int length = (head[NAME_LENGTH_AT] & 0xff) | (head[NAME_LENGTH_AT + 1] & 0xff) << 8;
        String name = new String(head, NAME_AT, Math.min(length, head.length - NAME_AT), StandardCharsets.ISO_8859_1);
        return WORKBOOK.stream().anyMatch(name::startsWith);
    }

    private static boolean isPacked(byte[] head) {
        if (head.length < ZIP.length) {
            return false;
        }
        boolean tar = head.length > TAR_MAGIC_AT + 5
                && new String(head, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
        String start = new String(head, 0, ZIP.length, StandardCharsets.ISO_8859_1);
        return tar
                || start.equals("PK\u0003\u0004")
                || start.startsWith("\u001f\u008b")
                || start.startsWith("BZh")
                || start.equals("\u00fd7zX")
                || start.equals("\u0028\u00b5\u002f\u00fd");
    }

    /** How large a zip's content is, counted no further than just past {@code most}. */
    static long inflatedSize(byte[] zip, long most) throws IOException {
        long size = 0;
        byte[] waste = new byte[1 << 16];
        try (ZipArchiveInputStream entries =
                new ZipArchiveInputStream(new ByteArrayInputStream(zip), "UTF-8", true, true)) {
            while (size <= most && entries.getNextEntry() != null) {
                for (int count = 0; count >= 0 && size <= most; count = entries.read(waste)) {
                    size += count;
                }
            }
        }
        return size;
    }

    private static byte[] peek(BufferedInputStream content) throws IOException {
        content.mark(PEEK);
        byte[] head = content.readNBytes(PEEK);
        content.reset();
        return head;
    }

    /** The bound over all files together was passed: nothing of the upload is read on. */
    private static final class TooMuch extends InputRefused {
        private static final long serialVersionUID = 1L;

        TooMuch(long most) {
            super("The files expand to more than " + most + " bytes.");
        }
    }

    private final class Meter extends FilterInputStream {
        Meter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = super.read(buffer, offset, length);
            count(Math.max(got, 0));
            return got;
        }

        @Override
        public void close() {
            // The archive goes on after this file.
        }

        private void count(int more) throws TooMuch {
            read += more;
            if (read > most) {
                throw new TooMuch(most);
            }
        }
    }
}
