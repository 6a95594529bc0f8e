package io.patchwave.bench;

import com.sun.management.OperatingSystemMXBean;
import io.patchwave.bench.Table.Kind;
import io.patchwave.bench.fleet.Fleet;
import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.FleetRun;
import io.patchwave.inventory.Software;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules alone, without a database, in a process of their own: what ruling on a fleet costs. */
public final class InMemory {
    private static final int HOSTS_A_SET = 5;
    /** The first two of them warm the JVM up and are shown only. */
    private static final int ROUNDS = 7;

    private static final int WARM = 2;
    private static final String FIGURE = "FIGURE ";

    private InMemory() {}

    private static final Kind COMPILE = Kind.shown("in memory: compile the catalog", "s");
    private static final Kind ALL = Kind.atMost("in memory: evaluate all hosts from nothing", "s", 2);
    private static final Kind DISTINCT = Kind.atMost("in memory: the same, every host's inventory distinct", "s", 10);
    private static final Kind NEW = Kind.atMost("in memory: one new advisory, 20 packages", "ms", 150);
    private static final Kind HEAP = Kind.shown("in memory: heap of all that", "MB");

    /** Runs it in a process of its own and takes its figures. */
    static void fork(Table table, List<Integer> sizes, boolean distinct) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx3g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InMemory.class.getName(),
                        String.join(",", sizes.stream().map(String::valueOf).toList()),
                        String.valueOf(distinct))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Kind> kinds = List.of(COMPILE, ALL, DISTINCT, NEW, HEAP);
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> {
                    if (line.startsWith(FIGURE)) {
                        String[] parts = line.substring(FIGURE.length()).split(" ");
                        table.put(
                                kinds.get(Integer.parseInt(parts[0])),
                                Integer.parseInt(parts[1]),
                                Double.parseDouble(parts[2]));
                    } else {
                        System.out.println(line);
                    }
                });
    }

    /** The sizes as the first argument, whether also with all inventories distinct as the second. */
    public static void main(String[] arguments) {
        Fleet fleet = new Fleet(Fleet.SEED);
        CatalogSnapshot catalog = Catalogs.snapshot(fleet);
        long start = System.nanoTime();
        new FleetRun.Compiled(catalog);
        double compiled = (System.nanoTime() - start) / 1e9;
        FleetSoftware software = new FleetSoftware();
        for (String size : arguments[0].split(",")) {
            int hosts = Integer.parseInt(size);
            figure(0, hosts, compiled);
            List<Software> sets = software.of(fleet, hosts / HOSTS_A_SET);
            figure(1, hosts, evaluate(catalog, sets));
            figure(3, hosts, advisory(fleet, catalog, sets));
            figure(4, hosts, live() / 1048576.0);
            if (Boolean.parseBoolean(arguments[1])) {
                figure(2, hosts, evaluate(catalog, software.of(fleet, hosts)));
            }
        }
    }

    /** With nothing remembered: a compilation of its own each round, the median. */
    private static double evaluate(CatalogSnapshot catalog, List<Software> sets) {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            FleetRun.Compiled compiled = new FleetRun.Compiled(catalog);
            long cpu = cpuNanos();
            long start = System.nanoTime();
            FleetRun answers = compiled.rule(sets);
            seconds.add((System.nanoTime() - start) / 1e9);
            double used = (cpuNanos() - cpu) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d sets, %,d answers, %.2f s, processor time %.2f s%n",
                    sets.size(),
                    answers.count(),
                    seconds.get(round),
                    used);
        }
        return Polls.median(seconds.subList(WARM, ROUNDS));
    }

    private static double advisory(Fleet fleet, CatalogSnapshot catalog, List<Software> sets) {
        List<Double> millis = new ArrayList<>();
        FleetRun answers = new FleetRun.Compiled(catalog).rule(sets);
        for (int round = 0; round < ROUNDS; round++) {
            List<RpmAdvisory> errata = new ArrayList<>(catalog.errata());
            errata.add(fleet.newAdvisory(round));
            CatalogSnapshot next = Catalogs.with(catalog, errata);
            long start = System.nanoTime();
            int touched = answers.follow(next);
            millis.add((System.nanoTime() - start) / 1e6);
            System.out.printf(Locale.ROOT, "%d sets touched, %.0f ms%n", touched, millis.get(round));
        }
        return Polls.median(millis.subList(WARM, ROUNDS));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long live() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void figure(int kind, int hosts, double figure) {
        System.out.println(FIGURE + kind + " " + hosts + " " + figure);
    }
}
