package io.patchwave.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * 230 servers as a team found them on Friday, 12 May 2017: what they run, whose they are, and how each behaves when it is
 * patched. The same every time.
 */
final class Story {
    private static final long SEED = 20170512;
    private static final List<String> OWNERS =
            List.of("finance", "production", "sales", "hr", "it-operations", "research");
    private static final List<String> ZONES = List.of("datacentre-a", "datacentre-b", "branch", "dmz");

    private final Random random = new Random(SEED);
    private final List<Server> servers = new ArrayList<>();

    /** One server of the story. */
    record Server(
            String machineId,
            String hostname,
            ObjectNode document,
            String owner,
            String zone,
            String criticality,
            SimulatedAgent.Behaviour behaviour) {}

    /** All 230, in the order they enrol. */
    static List<Server> servers() {
        Story story = new Story();
        story.windows(70, "srv08r2", "Microsoft Windows Server 2008 R2 Standard", "6.1.7601", 1, null, "KB4012212");
        story.windows(50, "srv12r2", "Microsoft Windows Server 2012 R2 Standard", "6.3.9600", 0, null, "KB4012216");
        story.windows(20, "srv12", "Microsoft Windows Server 2012 Standard", "6.2.9200", 0, null, "KB4012217");
        story.windows(
                30, "srv03", "Microsoft(R) Windows(R) Server 2003, Standard Edition", "5.2.3790", 2, null, "KB4012598");
        story.windows(20, "srv16", "Microsoft Windows Server 2016 Standard", "10.0.14393", 0, 447, "KB4013429");
        story.linux(40);
        return story.servers;
    }

    /** One in five was patched in March; the fixing KB is then in its list. */
    private void windows(
            int count,
            String prefix,
            String caption,
            String version,
            int servicePack,
            @org.jspecify.annotations.Nullable Integer revision,
            String fix) {
        for (int i = 1; i <= count; i++) {
            boolean patched = random.nextInt(5) == 0;
            ObjectNode document = Json.mapper().createObjectNode();
            ObjectNode os = document.putObject("os");
            os.put("family", "windows").put("name", caption).put("version", version);
            os.put("build", Integer.parseInt(version.split("\\.")[2])).put("servicePack", servicePack);
            os.put("productType", "server").put("architecture", "x64");
            if (revision != null) {
                os.put("revision", patched ? 953 : revision);
            }
            var hotfixes = document.putArray("hotfixes").add("KB3125574");
            if (patched) {
                hotfixes.add(fix);
            }
            add("%s-%03d".formatted(prefix, i), document);
        }
    }

    private void linux(int count) {
        for (int i = 1; i <= count; i++) {
            ObjectNode document = Json.mapper().createObjectNode();
            document.putObject("os")
                    .put("family", "linux")
                    .put("id", "almalinux")
                    .put("versionId", "8")
                    .put("architecture", "x86_64");
            document.put("runningKernel", "4.18.0-477.10.1.el8_8.x86_64");
            document.putArray("packages")
                    .add("kernel-core-0:4.18.0-477.10.1.el8_8.x86_64")
                    .add("openssl-libs-1:1.1.1k-9.el8_7.x86_64")
                    .add("samba-0:4.17.5-2.el8.x86_64")
                    .add("bash-0:4.4.20-4.el8_6.x86_64");
            document.putArray("modules");
            add("lnx-%03d".formatted(i), document);
        }
    }

    private void add(String hostname, ObjectNode document) {
        int number = servers.size();
        servers.add(new Server(
                "demo-" + hostname,
                hostname,
                document,
                OWNERS.get(random.nextInt(OWNERS.size())),
                ZONES.get(random.nextInt(ZONES.size())),
                number % 16 == 0 ? "critical" : number % 5 == 0 ? "high" : "normal",
                behaviour(number)));
    }

    /** A few that go wrong, as they did: installers that fail, one machine that goes silent, one that lies. */
    private static SimulatedAgent.Behaviour behaviour(int number) {
        return switch (number) {
            case 23, 88, 131 -> SimulatedAgent.Behaviour.FAILS;
            case 57 -> SimulatedAgent.Behaviour.SILENT;
            case 101 -> SimulatedAgent.Behaviour.LIES;
            default -> SimulatedAgent.Behaviour.GOOD;
        };
    }
}
