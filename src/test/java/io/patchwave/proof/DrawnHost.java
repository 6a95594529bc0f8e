package io.patchwave.proof;

import io.patchwave.proof.Build.ModuleDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A machine drawn from a made world.
 *
 * @param kernel {@code uname -r}
 * @param modules name → stream; an empty stream is a disabled module
 * @param locks names that dnf is told to exclude
 */
record DrawnHost(
        String id,
        List<Build> packages,
        @Nullable String kernel,
        Map<String, String> modules,
        List<String> repositories,
        List<String> locks,
        boolean packagesAsText) {

    static DrawnHost draw(Random random, String id, DrawnYum world) {
        Map<String, Build> installed = new LinkedHashMap<>();
        String kernel = kernels(random, world, installed);
        world.chains().forEach((source, chain) -> {
            if (!source.equals("kernel") && random.nextInt(100) < 70) {
                library(random, chain, installed);
            }
        });
        List<String> repositories = world.repositories().stream()
                .map(Build.Repository::id)
                .collect(Collectors.toCollection(ArrayList::new));
        if (random.nextInt(100) < 25) {
            repositories.remove(random.nextInt(3));
        }
        Map<String, String> modules = DrawnModules.draw(random, world);
        installModules(random, world, installed);
        put(installed, new Build("never-named", 0, "1", "1.el8", "x86_64", "never-named-1-1.el8.src.rpm", null));
        List<String> locks = random.nextInt(100) < 20 ? List.of("lib3", "kernel*") : List.of();
        return new DrawnHost(
                id, List.copyOf(installed.values()), kernel, modules, repositories, locks, random.nextBoolean());
    }

    private static String kernels(Random random, DrawnYum world, Map<String, Build> installed) {
        List<List<Build>> chain = world.chains().get("kernel");
        int count = 1 + random.nextInt(3);
        List<String> unames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Build> build = chain.get(random.nextInt(chain.size()));
            build.stream().filter(each -> !each.name().equals("bpftool")).forEach(each -> put(installed, each));
            unames.add("4.18.0-" + build.get(0).release() + ".x86_64");
            if (i == 0 || random.nextBoolean()) {
                installed.keySet().removeIf(key -> key.startsWith("bpftool-"));
                build.stream().filter(each -> each.name().equals("bpftool")).forEach(each -> put(installed, each));
            }
        }
        return random.nextInt(100) < 10 ? "4.18.0-1.lab.x86_64" : unames.get(random.nextInt(count));
    }

    private static void library(Random random, List<List<Build>> chain, Map<String, Build> installed) {
        int at = random.nextInt(chain.size());
        Map<String, Build> mine = new HashMap<>();
        for (Build build : chain.get(at)) {
            if (random.nextInt(100) < 85) {
                mine.put(build.name() + "." + build.arch(), build);
            }
        }
        if (random.nextInt(100) < 25) { // one architecture or subpackage lags behind
            List<Build> other = chain.get(random.nextInt(chain.size()));
            Build build = other.get(random.nextInt(other.size()));
            mine.put(build.name() + "." + build.arch(), build);
        }
        if (random.nextInt(100) < 15) { // a local rebuild between or beyond what was published
            mine.replaceAll((key, build) -> new Build(
                    build.name(),
                    build.epoch(),
                    build.version(),
                    build.release() + ".local",
                    build.arch(),
                    build.source(),
                    null));
        }
        mine.values().forEach(build -> put(installed, build));
    }

    private static void installModules(Random random, DrawnYum world, Map<String, Build> installed) {
        for (String name : DrawnModules.NAMES) {
            if (random.nextInt(100) < 70) {
                List<ModuleDocument> documents = world.documentsOf(name);
                for (Build build :
                        documents.get(random.nextInt(documents.size())).artifacts()) {
                    if (!build.name().startsWith("lib") || random.nextBoolean()) {
                        put(installed, build);
                    }
                }
            }
        }
    }

    /** Only kernels stand beside one another, and the libraries of the second architecture. */
    private static void put(Map<String, Build> installed, Build build) {
        boolean several = build.name().startsWith("kernel") && !build.name().equals("kernel-tools");
        String key =
                several ? build.nevra() : build.name() + "-" + (build.arch().equals("i686") ? "i686" : "");
        installed.put(key, build);
    }

    /** As an agent sends it. */
    Map<String, Object> inventory(String distribution) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("os", Map.of("family", "linux", "id", distribution, "versionId", "8", "architecture", "x86_64"));
        document.put(
                "packages",
                packages.stream()
                        .map(build -> build.inventoryEntry(packagesAsText))
                        .toList());
        if (kernel != null) {
            document.put("runningKernel", kernel);
        }
        document.put(
                "modules",
                modules.entrySet().stream()
                        .filter(module -> !module.getValue().isEmpty())
                        .map(module -> module.getKey() + ":" + module.getValue())
                        .toList());
        document.put(
                "disabledModules",
                modules.entrySet().stream()
                        .filter(module -> module.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList());
        document.put("repositories", repositories);
        return document;
    }

    /** As {@code ask-dnf.py} reads it. */
    Map<String, Object> question() {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("id", id);
        question.put("repositories", repositories);
        question.put("kernel", kernel);
        question.put("excludes", locks);
        question.put("packages", packages.stream().map(DrawnHost::headerOf).toList());
        Map<String, Object> states = new TreeMap<>();
        modules.forEach((name, stream) ->
                states.put(name, Map.of("stream", stream, "state", stream.isEmpty() ? "disabled" : "enabled")));
        question.put("modules", states);
        return question;
    }

    private static Map<String, Object> headerOf(Build build) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("name", build.name());
        header.put("epoch", build.epoch());
        header.put("version", build.version());
        header.put("release", build.release());
        header.put("arch", build.arch());
        header.put("sourceRpm", build.source());
        header.put("modularity", build.module());
        return header;
    }
}
