package io.patchwave.compliance.export;

import io.patchwave.platform.id.Secrets;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes what passes through it. */
final class CountedOutput extends FilterOutputStream {
    private final MessageDigest digest = Secrets.digest();

    CountedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
        digest.update((byte) octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
    }

    /** SHA-256 over everything written; can be asked once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
