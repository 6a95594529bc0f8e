package io.patchwave.mainjob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A world that fits on a page: one month, one repository, six Windows machines and two Linux machines. */
final class SmallWorld implements World {
    private static final Path FOLDER = Path.of("src/test/resources/mainjob");
    private static final Set<String> MS17 = Set.of(
            "CVE-2017-0143", "CVE-2017-0144", "CVE-2017-0145", "CVE-2017-0146", "CVE-2017-0147", "CVE-2017-0148");

    private final Map<String, String> verdicts = Map.of(
            "small-2012r2-open", "exposed",
            "small-2012r2-done", "patched",
            "small-7-open", "exposed",
            "small-2008r2-open", "exposed",
            "small-2008r2-again", "exposed",
            "small-10-1809", "unaffected",
            "old-xp", "exposed");

    @Override
    public List<Upload> catalog() {
        return List.of(
                new Upload("format=windows-history&filename=history.tsv", bytes("history.tsv")),
                new Upload("format=cvrf&filename=2017-Mar.xml", bytes("2017-Mar.xml")),
                new Upload(
                        "format=repodata&filename=repodata.zip&mirror=almalinux8&for=almalinux:8",
                        RealWorld.zip(List.of(FOLDER.resolve("updateinfo.xml"), FOLDER.resolve("primary.xml")))));
    }

    @Override
    public List<MachineDocument> windows() {
        return List.of(
                windows(
                        "small-2012r2-open",
                        "Microsoft Windows Server 2012 R2 Standard",
                        "6.3.9600",
                        9600,
                        0,
                        "server"),
                windows(
                        "small-2012r2-done",
                        "Microsoft Windows Server 2012 R2 Standard",
                        "6.3.9600",
                        9600,
                        0,
                        "server",
                        "KB4012216"),
                windows("small-7-open", "Microsoft Windows 7 Enterprise", "6.1.7601", 7601, 1, "workstation"),
                windows(
                        "small-2008r2-open",
                        "Microsoft Windows Server 2008 R2 Standard",
                        "6.1.7601",
                        7601,
                        1,
                        "server"),
                windows(
                        "small-2008r2-again",
                        "Microsoft Windows Server 2008 R2 Standard",
                        "6.1.7601",
                        7601,
                        1,
                        "server",
                        "KB2534111"),
                windows("small-10-1809", "Microsoft Windows 10 Enterprise", "10.0.17763", 17763, 0, "workstation"));
    }

    @Override
    public List<MachineDocument> linux() {
        return List.of(
                linux("small-alma-old", "openssl-libs-1:1.1.1k-9.el8_7.x86_64", "bash-0:4.4.20-4.el8_6.x86_64"),
                linux("small-alma-new", "openssl-libs-1:1.1.1k-12.el8_9.x86_64", "bash-4.4.20-5.el8.x86_64"));
    }

    @Override
    public String importedName() {
        return "old-xp";
    }

    @Override
    public byte[] systeminfo() {
        return bytes("old-xp.systeminfo.txt");
    }

    @Override
    public Set<String> ms17010(String name) {
        return Set.of(verdicts.get(name));
    }

    @Override
    public Optional<Set<String>> openCves(String name) {
        return switch (name) {
            case "small-2012r2-open" -> Optional.of(union(MS17, "CVE-2017-0099"));
            case "small-7-open", "small-2008r2-open", "small-2008r2-again" -> Optional.of(MS17);
            default -> Optional.of(Set.of());
        };
    }

    @Override
    public Optional<Set<String>> unknownCves(String name) {
        return Optional.of(Set.of());
    }

    @Override
    public Set<String> errata(String name) {
        return name.equals("small-alma-old") ? Set.of("ALSA-2024:9001", "ALBA-2024:9002") : Set.of();
    }

    private static Set<String> union(Set<String> some, String one) {
        Set<String> all = new java.util.TreeSet<>(some);
        all.add(one);
        return all;
    }

    private static MachineDocument windows(
            String name, String caption, String version, int build, int servicePack, String type, String... hotfixes) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.putObject("os")
                .put("family", "windows")
                .put("name", caption)
                .put("version", version)
                .put("build", build)
                .put("servicePack", servicePack)
                .put("productType", type)
                .put("architecture", "x64");
        var list = document.putArray("hotfixes");
        for (String hotfix : hotfixes) {
            list.add(hotfix);
        }
        return new MachineDocument(name, document);
    }

    private static MachineDocument linux(String name, String... packages) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.putObject("os")
                .put("family", "linux")
                .put("id", "almalinux")
                .put("versionId", "8")
                .put("architecture", "x86_64");
        var list = document.putArray("packages");
        for (String nevra : packages) {
            list.add(nevra);
        }
        return new MachineDocument(name, document);
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
