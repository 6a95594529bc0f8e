package io.patchwave.bench.fleet;

import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.RpmAdvisory.FixedPackage;
import io.patchwave.catalog.RpmAdvisory.PackageCollection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Machines and the catalog they are judged by. Machine {@code n}'s inventory depends on the seed, on its set and on nothing else;
 * every third set is a Windows machine's.
 */
public final class Fleet {
    /** The seed of all published figures. */
    public static final long SEED = 20_261_124;

    private final long seed;
    private final Inputs inputs;
    private final Errata errata;
    private final LinuxMachines linux;
    private final WindowsMachines windows;

    public Fleet(long seed) {
        this.seed = seed;
        this.inputs = Inputs.load();
        this.errata = Errata.of(inputs.updateinfo());
        this.linux = new LinuxMachines(errata);
        this.windows = new WindowsMachines(inputs.history());
    }

    /** Publishers' documents. */
    public Inputs inputs() {
        return inputs;
    }

    /** Linux advisories, copies included. */
    public List<RpmAdvisory> errata() {
        return errata.all();
    }

    /** A sentence that names the inputs. */
    public String description() {
        return "seed %d, %s, %,d Linux advisories (copies included), %d Windows months"
                .formatted(
                        seed,
                        inputs.real()
                                ? "AlmaLinux 8 errata, CVRF documents and update history of ../shared/data"
                                : "SYNTHETIC catalog (../shared/data is absent)",
                        errata.all().size(),
                        inputs.cvrf().size());
    }

    /** Whether the machines with this set run Windows. */
    public static boolean windows(int set) {
        return set % 3 == 2;
    }

    /** The inventory document of a set. */
    public byte[] document(int set) {
        return document(set, 0);
    }

    /** The same machine after {@code changed} of its packages or programs were updated. */
    public byte[] document(int set, int changed) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + set);
        if (windows(set)) {
            return ("{" + windows.document(random, changed) + "}").getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder json = new StringBuilder(32_768)
                .append(
                        "{\"os\":{\"family\":\"linux\",\"id\":\"almalinux\",\"versionId\":\"8\",\"architecture\":\"x86_64\"},")
                .append("\"packages\":[");
        String separator = "\"";
        for (String nevra : linux.packages(random, changed)) {
            json.append(separator).append(nevra).append('"');
            separator = ",\"";
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The repository's packages. */
    public byte[] packages() {
        return errata.primary(inputs.primary());
    }

    /** The repository: errata with their copies, and packages. */
    public byte[] repository() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("updateinfo.xml", Errata.updateinfo(errata.all()));
        parts.put("primary.xml", packages());
        return Inputs.zip(parts);
    }

    /** The same repository as a broken mirror has it: the second half of its errata is missing. */
    public byte[] repositoryTruncated() {
        List<RpmAdvisory> all = errata.all();
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("updateinfo.xml", Errata.updateinfo(all.subList(0, all.size() / 2)));
        parts.put("primary.xml", packages());
        return Inputs.zip(parts);
    }

    /**
     * The same repository after a publisher's working day: beside what was there, every 50th advisory has a successor with an id of its
     * own that fixes the same packages in newer builds.
     */
    public byte[] repositoryNextDay() {
        List<RpmAdvisory> all = errata.all();
        List<RpmAdvisory> fresh = new ArrayList<>();
        for (int at = 0; at < all.size(); at += 50) {
            RpmAdvisory old = all.get(at);
            fresh.add(advisory(
                    old.id() + "-NEXT",
                    old.collections().stream()
                            .flatMap(collection -> collection.packages().stream())
                            .map(fixed -> new FixedPackage(
                                    fixed.name(),
                                    fixed.epoch(),
                                    fixed.version(),
                                    fixed.release() + ".9",
                                    fixed.arch(),
                                    false))
                            .toList()));
        }
        List<RpmAdvisory> next = new ArrayList<>(all);
        next.addAll(fresh);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("updateinfo.xml", Errata.updateinfo(next));
        parts.put("primary.xml", Errata.withBuilds(packages(), fresh));
        return Inputs.zip(parts);
    }

    /** A new advisory of 20 packages, one of them on every Linux machine, fixed in a build that nobody has. */
    public RpmAdvisory newAdvisory(int number) {
        return advisory(
                "BENCH-2026:%04d".formatted(number),
                linux.names(20, new SplittableRandom(seed + number)).stream()
                        .map(name -> new FixedPackage(name[0], "9", "99." + number, "1.el8", name[1], false))
                        .toList());
    }

    private static RpmAdvisory advisory(String id, List<FixedPackage> packages) {
        Instant published = Instant.parse("2026-11-20T00:00:00Z");
        return new RpmAdvisory(
                id,
                "bench",
                "security",
                "bench " + id,
                "Important",
                published,
                published,
                List.of(),
                List.of(new PackageCollection(null, packages)));
    }
}
