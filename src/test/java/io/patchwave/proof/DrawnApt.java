package io.patchwave.proof;

import io.patchwave.catalog.Imports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Archives drawn by chance: four suites (backports with apt's low priority), binaries whose version is not their source's, binary
 * rebuilds, two architectures, sources that lose a binary on the way; and advisories that name source versions. The suites are
 * uploaded one by one, or together as one archive.
 */
final class DrawnApt {
    static final List<String> SUITES = List.of("stable", "stable-updates", "stable-security", "stable-backports");
    private static final List<String> UPSTREAM =
            List.of("1.0~rc1", "1.0", "1.0+dfsg", "1.0.1", "1.2", "1.10", "2.0~git2", "2.0", "2.0a");

    /** A binary package as an archive has it. */
    record Binary(String name, String version, String arch, String source, String sourceVersion) {
        String stanza(String more) {
            String from = source.equals(name) && sourceVersion.equals(version)
                    ? ""
                    : "Source: " + source + (sourceVersion.equals(version) ? "" : " (" + sourceVersion + ")") + "\n";
            return "Package: " + name + "\n" + more + "Maintainer: made <made@example.invalid>\nArchitecture: " + arch
                    + "\nMulti-Arch: same\n" + from + "Version: " + version + "\nDescription: made\n";
        }
    }

    /** An advisory: the source is fixed in that version. */
    record Fix(String id, String source, String version) {}

    private static final String BACKPORTS = "stable-backports";

    private final Random random;
    private final String prefix;
    private final boolean together;
    private final Map<String, List<List<Binary>>> chains = new TreeMap<>();
    private final Map<String, List<Binary>> suites = new LinkedHashMap<>();
    private final List<Fix> fixes = new ArrayList<>();

    DrawnApt(Random random, String prefix, boolean together) {
        this.together = together;
        this.random = random;
        this.prefix = prefix;
        SUITES.forEach(suite -> suites.put(suite, new ArrayList<>()));
        for (int i = 0; i < 14; i++) {
            chain(prefix + "-src" + i, i % 5 == 0);
        }
        chains.forEach((source, chain) -> {
            for (int i = 0; i < chain.size(); i++) {
                if (i > 0 && random.nextInt(100) < 70) {
                    String version = chain.get(i).get(0).sourceVersion();
                    fixes.add(new Fix("PROOF-" + source + "-" + i, source, version));
                }
            }
            for (List<Binary> built : chain) {
                if (random.nextInt(100) < 70) {
                    suites.get(SUITES.get(random.nextInt(4))).addAll(built);
                }
            }
        });
    }

    Map<String, List<List<Binary>>> chains() {
        return chains;
    }

    List<Fix> fixes() {
        return fixes;
    }

    private void chain(String source, boolean losesBinaries) {
        List<String> names = List.of(source, source + "-common", "lib" + source + "1");
        int epoch = random.nextInt(100) < 30 ? 1 : 0;
        boolean otherVersion = random.nextInt(100) < 20;
        List<List<Binary>> chain = new ArrayList<>();
        LinkedHashSet<String> versions = new LinkedHashSet<>();
        for (int i = 0; i < 6; i++) {
            String upstream = UPSTREAM.get(random.nextInt(UPSTREAM.size()));
            versions.add((epoch > 0 ? epoch + ":" : "") + upstream + "-" + (1 + random.nextInt(4))
                    + List.of("", "+deb97u1", "+deb97u2", "~bpo97+1").get(random.nextInt(4)));
        }
        for (String version : versions) {
            List<Binary> built = new ArrayList<>();
            for (int n = 0; n < names.size(); n++) {
                String binary = otherVersion && n == 2 ? "7:" + version.replaceFirst("^\\d+:", "") : version;
                binary += random.nextInt(100) < 15 ? "+b" + (1 + random.nextInt(2)) : "";
                if (n == 0 || !losesBinaries || random.nextInt(100) < 70) {
                    if (n == 1) {
                        built.add(new Binary(names.get(n), version, "all", source, version));
                    } else {
                        built.add(new Binary(names.get(n), binary, "amd64", source, version));
                        built.add(new Binary(names.get(n), binary, "i386", source, version));
                    }
                }
            }
            chain.add(built);
        }
        chains.put(source, chain);
    }

    /** Writes {@code dists/SUITE/…} and answers a zip of each suite, or one of all, by the mirror's name. */
    Map<String, byte[]> write(Path root) {
        Map<String, byte[]> zips = new LinkedHashMap<>();
        Map<String, byte[]> all = new LinkedHashMap<>();
        suites.forEach((suite, binaries) -> {
            Map<String, byte[]> files = new LinkedHashMap<>();
            StringBuilder sums = new StringBuilder();
            for (String arch : List.of("amd64", "i386")) {
                StringBuilder packages = new StringBuilder();
                binaries.stream()
                        .filter(each -> each.arch().equals(arch) || each.arch().equals("all"))
                        .forEach(each -> packages.append(each.stanza(
                                        "Filename: pool/made.deb\nSize: 1\nSHA256: " + "0".repeat(64) + "\n"))
                                .append('\n'));
                byte[] content = packages.toString().getBytes(StandardCharsets.UTF_8);
                String path = "main/binary-" + arch + "/Packages";
                files.put("dists/" + suite + "/" + path, content);
                sums.append(' ').append(sha256(content)).append(' ').append(content.length);
                sums.append(' ').append(path).append('\n');
            }
            boolean backports = suite.equals(BACKPORTS);
            String release = "Origin: Debian\nLabel: Debian\nSuite: " + suite + "\nCodename: " + suite
                    + "\nDate: Thu, 01 Jan 2026 00:00:00 UTC\nArchitectures: amd64 i386\nComponents: main\n"
                    + (backports ? "NotAutomatic: yes\nButAutomaticUpgrades: yes\n" : "") + "SHA256:\n" + sums;
            files.put("dists/" + suite + "/Release", release.getBytes(StandardCharsets.UTF_8));
            files.forEach((path, content) -> put(root.resolve(path), content));
            zips.put(mirror(suite), Imports.zip(files));
            all.putAll(files);
        });
        return together ? Map.of(prefix, Imports.zip(all)) : zips;
    }

    /** The advisories as OSV records of Debian 97. */
    String osv() {
        List<String> records = new ArrayList<>();
        for (Fix fix : fixes) {
            records.add("""
                    {"id": "%s", "modified": "2026-01-01T00:00:00Z", "summary": "made", "affected": [{"package": {"ecosystem":
                     "Debian:97", "name": "%s"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"},
                     {"fixed": "%s"}]}]}]}""".formatted(fix.id(), fix.source(), fix.version()));
        }
        return "[" + String.join(",\n", records) + "]";
    }

    /** Suites that come together are one repository, but for backports. */
    String mirror(String suite) {
        return together ? (suite.equals(BACKPORTS) ? prefix + "-backports" : prefix) : prefix + "-" + suite;
    }

    /** Suites that a machine may lack: what comes together cannot be told apart. */
    List<String> optional() {
        return together ? List.of(BACKPORTS) : SUITES.subList(1, SUITES.size());
    }

    private static void put(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
