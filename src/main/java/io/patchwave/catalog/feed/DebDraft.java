package io.patchwave.catalog.feed;

import io.patchwave.catalog.Mirror.OfferedPackage;
import io.patchwave.catalog.Staged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The indices of one Debian release (its suite, -updates, -security) while they come in, in whatever order. */
final class DebDraft {
    private static final String BACKPORTS = "-backports";

    private final String codename;
    private final boolean backports;
    private final Map<String, List<OfferedPackage>> packages = new LinkedHashMap<>();
    private final Map<String, Checksums> files = new LinkedHashMap<>();
    private final Map<String, DebianReader.Release> suites = new LinkedHashMap<>();
    private boolean whole;
    private boolean broken;

    /** @param key as {@link #keyOf} tells it */
    DebDraft(String key) {
        backports = key.endsWith(BACKPORTS);
        codename = backports ? key.substring(0, key.length() - BACKPORTS.length()) : key;
    }

    /** Suites of one codename are one repository; backports are another, which apt never takes in place of it. */
    static String keyOf(String path) {
        return codenameOf(path) + (suiteOf(path).endsWith(BACKPORTS) ? BACKPORTS : "");
    }

    /** The codename a path tells: {@code …/dists/bookworm-security/…} is bookworm; empty where there is no such folder. */
    private static String codenameOf(String path) {
        String suite = suiteOf(path);
        String last = suite.substring(suite.lastIndexOf('/') + 1);
        return last.split("-", 2)[0];
    }

    private static String suiteOf(String path) {
        int dists = ("/" + path).indexOf("/dists/");
        if (dists < 0) {
            return "";
        }
        int end = path.indexOf('/', dists + "dists/".length());
        return end < 0 ? "" : path.substring(0, end);
    }

    void packages(String path, List<OfferedPackage> offered, Checksums checksums) {
        packages.put(path.replaceFirst("\\.(xz|gz|bz2|zst)$", ""), offered);
        files.put(path, checksums);
    }

    void release(String path, DebianReader.Release release) {
        suites.put(suiteOf(path), release);
        whole = true;
    }

    void whole() {
        whole = true;
    }

    void broken() {
        broken = true;
    }

    String codename() {
        return codename;
    }

    /** Hands its parts over; refuses the release when a file is broken or has another checksum than its Release says. */
    void finish(Staged staged, @Nullable String name, @Nullable Scope given, String fallback) throws DocumentRefused {
        check();
        Scope scope = given == null ? derived() : given;
        String plain = name == null ? (scope.name().isEmpty() ? fallback : scope.name()) : name;
        String mirror = backports && !plain.contains(BACKPORTS) ? plain + BACKPORTS : plain;
        staged.add(new Staged.MirrorScope(mirror, "deb", scope.distribution(), scope.release(), whole));
        packages.forEach((path, offered) -> staged.add(Stage.packages(path, mirror, offered, offered.size())));
    }

    private Scope derived() {
        return suites.values().stream()
                .findFirst()
                .map(release ->
                        new Scope(release.distribution().isEmpty() ? null : release.distribution(), release.release()))
                .orElse(new Scope(null, null));
    }

    private void check() throws DocumentRefused {
        String where = codename.isEmpty() ? "Packages" : codename;
        if (broken) {
            throw new DocumentRefused(where, "the release is left as it was, because one of its files is broken.");
        }
        for (Map.Entry<String, Checksums> file : files.entrySet()) {
            String suite = suiteOf(file.getKey());
            DebianReader.Release release = suites.get(suite);
            String path = suite.isEmpty() ? file.getKey() : file.getKey().substring(suite.length() + 1);
            String expected = release == null ? null : release.checksums().get(path);
            if (expected != null && !file.getValue().matches("sha256", expected)) {
                throw new DocumentRefused(
                        file.getKey(), "its Release gives it the SHA-256 " + expected + "; the file has another one.");
            }
        }
    }
}
