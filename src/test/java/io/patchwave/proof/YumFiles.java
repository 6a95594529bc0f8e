package io.patchwave.proof;

import io.patchwave.catalog.Imports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** A repository's metadata as files: repomd, primary, updateinfo and modules, the same bytes for dnf and for us. */
final class YumFiles {
    private YumFiles() {}

    /** Writes {@code folder/repodata/*} and answers a zip of it. */
    static byte[] write(Build.Repository repository, Path folder) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        StringBuilder repomd = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision>
                """);
        add(files, repomd, "primary", "primary.xml", primary(repository));
        add(files, repomd, "updateinfo", "updateinfo.xml", updateinfo(repository));
        if (!repository.modules().isEmpty()) {
            add(files, repomd, "modules", "modules.yaml", modules(repository));
        }
        files.put("repomd.xml", bytes(repomd + "</repomd>\n"));
        try {
            Path target = Files.createDirectories(folder.resolve("repodata"));
            for (var file : files.entrySet()) {
                Files.write(target.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Imports.zip(files);
    }

    private static void add(Map<String, byte[]> files, StringBuilder repomd, String type, String name, String text) {
        byte[] content = bytes(text);
        files.put(name, content);
        repomd.append("""
                <data type="%s"><checksum type="sha256">%s</checksum><location href="repodata/%s"/>
                <timestamp>1</timestamp><size>%d</size></data>
                """.formatted(type, sha256(content), name, content.length));
    }

    private static String primary(Build.Repository repository) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="%d">
                """.formatted(repository.builds().size()));
        for (Build build : repository.builds()) {
            String obsoletes = repository.obsoletes().get(build.nevra());
            xml.append("""
                    <package type="rpm"><name>%1$s</name><arch>%2$s</arch><version epoch="%3$d" ver="%4$s" rel="%5$s"/>
                    <checksum type="sha256" pkgid="YES">%6$s</checksum><summary>made</summary><description/><packager/><url/>
                    <time file="1" build="1"/><size package="1" installed="1" archive="1"/>
                    <location href="%1$s-%4$s-%5$s.%2$s.rpm"/><format><rpm:license>made</rpm:license><rpm:vendor/><rpm:group/>
                    <rpm:buildhost/><rpm:sourcerpm>%7$s</rpm:sourcerpm><rpm:header-range start="1" end="2"/>
                    <rpm:provides><rpm:entry name="%1$s" flags="EQ" epoch="%3$d" ver="%4$s" rel="%5$s"/></rpm:provides>%8$s
                    </format></package>
                    """.formatted(
                    build.name(),
                    build.arch(),
                    build.epoch(),
                    build.version(),
                    build.release(),
                    sha256(bytes(build.nevra())),
                    build.source(),
                    obsoletes == null ? "" : "<rpm:obsoletes><rpm:entry name=\"" + obsoletes + "\"/></rpm:obsoletes>"));
        }
        return xml.append("</metadata>\n").toString();
    }

    private static String updateinfo(Build.Repository repository) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<updates>\n");
        for (Build.Erratum erratum : repository.errata()) {
            xml.append("""
                    <update from="made@example.invalid" status="final" type="%s" version="1"><id>%s</id><title>made</title>
                    <issued date="2026-01-01 00:00:00"/><updated date="2026-01-01 00:00:00"/><severity>%s</severity>
                    <description>made</description><references/><pkglist>
                    """.formatted(erratum.type(), erratum.id(), erratum.severity()));
            for (Build.Collection collection : erratum.collections()) {
                xml.append("<collection short=\"made\"><name>made</name>");
                if (collection.module() != null) {
                    String[] parts = collection.module().split(":");
                    xml.append("<module name=\"%s\" stream=\"%s\" version=\"%s\" context=\"%s\" arch=\"x86_64\"/>"
                            .formatted((Object[]) parts));
                }
                for (Build.Fixed fixed : collection.packages()) {
                    Build build = fixed.build();
                    xml.append("<package name=\"%s\" version=\"%s\" release=\"%s\"%s arch=\"%s\" src=\"%s\">"
                                    .formatted(
                                            build.name(),
                                            build.version(),
                                            build.release(),
                                            fixed.epochWritten() ? " epoch=\"" + build.epoch() + "\"" : "",
                                            build.arch(),
                                            build.source()))
                            .append("<filename>made.rpm</filename></package>\n");
                }
                xml.append("</collection>");
            }
            xml.append("</pkglist></update>\n");
        }
        return xml.append("</updates>\n").toString();
    }

    private static String modules(Build.Repository repository) {
        StringBuilder yaml = new StringBuilder();
        for (Build.ModuleDocument module : repository.modules()) {
            yaml.append("""
                    ---
                    document: modulemd
                    version: 2
                    data:
                      name: %s
                      stream: "%s"
                      version: %d
                      context: "%s"
                      arch: x86_64
                      summary: made
                      description: made
                      license:
                        module: [MIT]
                      dependencies:
                        - requires:
                            platform: [el8]
                    """.formatted(module.name(), module.stream(), module.version(), module.context()));
            module.requires()
                    .forEach((name, streams) -> yaml.append("        ")
                            .append(name)
                            .append(": [")
                            .append(streams.stream()
                                    .map(stream -> '"' + stream + '"')
                                    .reduce((a, b) -> a + ", " + b)
                                    .orElse(""))
                            .append("]\n"));
            yaml.append("  artifacts:\n    rpms:\n");
            module.artifacts()
                    .forEach(build ->
                            yaml.append("    - \"").append(build.nevra()).append("\"\n"));
            yaml.append("    - \"lib7-0:9-9.el8.src\"\n"); // a source package hides no binary of its name
            yaml.append("...\n");
        }
        repository.defaultStreams().forEach((name, stream) -> yaml.append("""
                        ---
                        document: modulemd-defaults
                        version: 1
                        data:
                          module: %s
                          stream: "%s"
                        ...
                        """.formatted(name, stream)));
        return yaml.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
