package io.patchwave.platform.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose bytes are noticed as they are read; what is skipped is not. */
public abstract class MeteredInput extends FilterInputStream {
    /** Reads from the stream. */
    protected MeteredInput(InputStream in) {
        super(in);
    }

    /** Is told of bytes as they pass, also of none; may refuse to go on. */
    protected abstract void passed(int bytes) throws IOException;

    @Override
    public int read() throws IOException {
        int octet = super.read();
        passed(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        passed(Math.max(count, 0));
        return count;
    }
}
