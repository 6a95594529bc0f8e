package io.patchwave.platform.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of {@code PATCHWAVE_DATA_DIR}. Everything in it that is secret is readable by the server's user only. */
@ApplicationScoped
public class DataFolder {
    private final Path root;

    DataFolder(PatchwaveConfig config) {
        this.root = config.dataDir().toAbsolutePath().normalize();
    }

    /** The folder itself, absolute. */
    public Path root() {
        return root;
    }

    /** A folder below the root, made with mode 0700 when missing. */
    public Path folder(String name) {
        Path folder = root.resolve(name);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(root);
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }

    /** Writes a secret with mode 0600; replaces what is there in one step, so no reader ever sees half of it. */
    public Path writeSecret(String name, byte[] content) {
        Path file = root.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    ".secret",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, content);
            return Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
