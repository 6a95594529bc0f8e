package io.patchwave.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A Debian machine drawn from made archives, some of its packages of other versions of one source, held or removed.
 *
 * @param suites that its sources.list names
 */
record DrawnDebian(String id, List<Installed> packages, List<String> suites) {
    /** {@code status} as dpkg writes it. */
    record Installed(DrawnApt.Binary binary, String status) {
        boolean counts() {
            return status.startsWith("install ") || status.startsWith("hold ");
        }

        boolean held() {
            return status.startsWith("hold ");
        }
    }

    static DrawnDebian draw(Random random, String id, DrawnApt world) {
        List<Installed> installed = new ArrayList<>();
        for (List<List<DrawnApt.Binary>> chain : world.chains().values()) {
            if (random.nextInt(100) < 80) {
                int at = random.nextInt(chain.size());
                Map<String, DrawnApt.Binary> mine = new LinkedHashMap<>();
                for (DrawnApt.Binary binary : chain.get(at)) {
                    boolean foreign = binary.arch().equals("i386");
                    if (random.nextInt(100) < (foreign ? 15 : 80)) {
                        mine.put(binary.name() + ":" + binary.arch(), binary);
                    }
                }
                if (random.nextInt(100)
                        < 20) { // half upgraded; what is Multi-Arch: same cannot differ between architectures
                    for (DrawnApt.Binary binary : chain.get(random.nextInt(chain.size()))) {
                        String other = binary.name() + ":" + (binary.arch().equals("i386") ? "amd64" : "i386");
                        if (random.nextInt(100) < 40 && !mine.containsKey(other)) {
                            mine.put(binary.name() + ":" + binary.arch(), binary);
                        }
                    }
                }
                int draw = random.nextInt(100); // of all its binaries: what is Multi-Arch: same is held together
                for (DrawnApt.Binary binary : mine.values()) {
                    installed.add(new Installed(
                            binary,
                            draw < 8
                                    ? "hold ok installed"
                                    : draw < 14 ? "deinstall ok config-files" : "install ok installed"));
                }
            }
        }
        List<String> suites = new ArrayList<>(DrawnApt.SUITES);
        if (random.nextInt(100) < 30) {
            suites.remove(world.optional().get(random.nextInt(world.optional().size())));
        }
        return new DrawnDebian(id, installed, suites);
    }

    /** As dpkg's status file has it. */
    String statusFile() {
        StringBuilder text = new StringBuilder();
        packages.forEach(each -> text.append(each.binary().stanza("Status: " + each.status() + "\n"))
                .append('\n'));
        return text.toString();
    }

    /** As an agent sends it. */
    Map<String, Object> inventory(DrawnApt world) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("os", Map.of("family", "linux", "id", "debian", "versionId", "97", "architecture", "x86_64"));
        document.put(
                "debs",
                packages.stream()
                        .map(each -> Map.of(
                                "name", each.binary().name(),
                                "version", each.binary().version(),
                                "arch", each.binary().arch(),
                                "source", each.binary().source(),
                                "sourceVersion", each.binary().sourceVersion(),
                                "status", each.status()))
                        .toList());
        document.put(
                "repositories", suites.stream().map(world::mirror).distinct().toList());
        return document;
    }
}
