package io.patchwave.proof;

import io.patchwave.proof.Build.Collection;
import io.patchwave.proof.Build.Erratum;
import io.patchwave.proof.Build.Fixed;
import io.patchwave.proof.Build.ModuleDocument;
import io.patchwave.proof.Build.Repository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Repositories drawn by chance, small and nasty: kernels, libraries of two architectures, builds that change from noarch, epochs
 * that rise or are not written, modules with defaults, contexts and requirements, obsoleted names, builds that no repository has,
 * one id in two repositories.
 */
final class DrawnYum {
    private static final List<String> VERSIONS =
            List.of("1.0~rc1", "1.0", "1.0^git2", "1.0.1", "1.2", "1.10", "2.0", "2.0a", "2.a", "10", "1.0~rc1^x");
    private static final List<String> RELEASES = List.of(".el8", ".el8_4", ".el8_10", ".el8.alma", ".1.el8");
    private static final List<String> KERNELS =
            List.of("kernel", "kernel-core", "kernel-modules", "kernel-tools", "bpftool");
    private static final List<String> TYPES = List.of("security", "security", "bugfix", "enhancement", "newpackage");
    private static final List<String> SEVERITIES = List.of("Critical", "Important", "Moderate", "Low", "None");

    private static final List<List<String>> REQUIRED = List.of(
            List.of("1"), List.of("1"), List.of("2"), List.of("2"), List.of(), List.of("-2"), List.of("1", "1.10"));

    private final Random random;
    private final String prefix;
    private final Map<String, List<List<Build>>> chains = new TreeMap<>();
    private final List<ModuleDocument> modules = new ArrayList<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final List<Repository> repositories = new ArrayList<>();

    /** @param prefix of repository and advisory ids, which a shared server must not know yet */
    DrawnYum(Random random, String prefix) {
        this.random = random;
        this.prefix = prefix;
        kernelChain();
        for (int i = 0; i < 12; i++) {
            libraryChain("lib" + i);
        }
        for (int i = 0; i < 5; i++) {
            module("mod" + i, DrawnModules.NAMES.subList(0, i));
        }
        for (String name : List.of("base", "updates", "extra")) {
            repositories.add(new Repository(
                    prefix + "-" + name,
                    new ArrayList<>(),
                    new HashMap<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new TreeMap<>()));
        }
        distribute();
        advise();
    }

    List<Repository> repositories() {
        return repositories;
    }

    List<ModuleDocument> modules() {
        return modules;
    }

    /** Source name → its builds, oldest drawn first; each a list of binaries. */
    Map<String, List<List<Build>>> chains() {
        return chains;
    }

    private void kernelChain() {
        List<List<Build>> chain = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String release = (100 + 7 * i) + (chance(30) ? "." + random.nextInt(3) : "") + ".el8_10";
            List<Build> builds = new ArrayList<>();
            for (String name : KERNELS) {
                builds.add(
                        new Build(name, 0, "4.18.0", release, "x86_64", "kernel-4.18.0-" + release + ".src.rpm", null));
            }
            chain.add(builds);
        }
        chains.put("kernel", chain);
    }

    private void libraryChain(String source) {
        List<String> names =
                new ArrayList<>(List.of(source, source + "-libs", source + "-devel")).subList(0, 1 + random.nextInt(3));
        int kind = random.nextInt(4);
        int epoch = chance(40) ? 1 + random.nextInt(3) : 0;
        Set<String> seen = new HashSet<>();
        List<List<Build>> chain = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            epoch += chance(5) ? 1 : 0;
            String version = pick(VERSIONS);
            String release = (1 + random.nextInt(12)) + pick(RELEASES);
            if (!seen.add(epoch + ":" + version + "-" + release)) {
                continue;
            }
            List<String> arches = switch (kind) {
                case 0 -> List.of("x86_64");
                case 1 -> List.of("x86_64", "i686");
                case 2 -> List.of("noarch");
                default -> chance(50) ? List.of("noarch") : List.of("x86_64");
            };
            List<Build> builds = new ArrayList<>();
            for (String name : names) {
                for (String arch : arches) {
                    String from = source + "-" + version + "-" + release + ".src.rpm";
                    builds.add(new Build(name, epoch, version, release, arch, from, null));
                }
            }
            chain.add(builds);
        }
        chains.put(source, chain);
    }

    /** Streams and contexts that may require any of the modules before, and need not agree with the defaults of these. */
    private void module(String name, List<String> before) {
        int streams = 2 + random.nextInt(2);
        for (int s = 1; s <= streams; s++) {
            int contexts = chance(40) ? 2 : 1;
            for (int c = 1; c <= contexts; c++) {
                String context = chance(30) ? Integer.toString(10000000 + random.nextInt(89999999)) : hex();
                Map<String, List<String>> requires = new TreeMap<>();
                for (String needed : before) {
                    if (chance(contexts == 2 ? 40 : 20)) {
                        requires.put(needed, pick(REQUIRED));
                    }
                }
                for (int v = 0; v < 1 + random.nextInt(2); v++) {
                    modules.add(
                            document(name, s == 3 ? "1.10" : Integer.toString(s), 80000000L + v, context, requires));
                }
            }
        }
        String chosen = Integer.toString(1 + random.nextInt(2));
        boolean free = documentsOf(name).stream()
                .anyMatch(
                        each -> each.stream().equals(chosen) && each.requires().isEmpty());
        if (chance(free ? 60 : 20)) { // a distribution's defaults mostly go with one another
            defaults.put(name, chosen);
        }
    }

    private ModuleDocument document(
            String name, String stream, long version, String context, Map<String, List<String>> requires) {
        String label = name + ":" + stream + ":" + version + ":" + context;
        List<Build> artifacts = new ArrayList<>();
        for (String binary : List.of(name + "-bin", name + "-libs", "lib" + name.charAt(3))) {
            if (!binary.startsWith("lib") || chance(30)) {
                String release = (1 + random.nextInt(9)) + ".module_el8+" + version + "+" + context;
                artifacts.add(new Build(
                        binary, 0, pick(VERSIONS), release, "x86_64", name + "-" + release + ".src.rpm", label));
            }
        }
        return new ModuleDocument(name, stream, version, context, requires, artifacts);
    }

    private void distribute() {
        for (List<List<Build>> chain : chains.values()) {
            for (int i = 0; i < chain.size(); i++) {
                for (Build build : chain.get(i)) {
                    int here = i < 2 ? 0 : chance(80) ? 1 : 2;
                    if (!chance(12)) {
                        repositories.get(here).builds().add(build);
                    }
                }
            }
        }
        for (ModuleDocument module : modules) {
            Repository home = repositories.get(module.name().equals("mod4") ? 2 : 1);
            home.modules().add(module);
            module.artifacts().stream().filter(each -> !chance(10)).forEach(home.builds()::add);
        }
        defaults.forEach((name, stream) ->
                repositories.get(name.equals("mod4") ? 2 : 1).defaultStreams().put(name, stream));
        if (chance(20)) { // another repository has another mind, or the same
            repositories.get(2).defaultStreams().put("mod1", Integer.toString(1 + random.nextInt(2)));
        }
        for (String obsoleted : List.of("lib1", "lib2")) {
            Build replacement =
                    new Build(obsoleted + "-ng", 0, "3", "1.el8", "x86_64", obsoleted + "-ng-3-1.el8.src.rpm", null);
            repositories.get(1).builds().add(replacement);
            repositories.get(1).obsoletes().put(replacement.nevra(), obsoleted);
        }
    }

    private void advise() {
        int number = 1;
        List<String> sources = List.copyOf(chains.keySet());
        for (int i = 0; i < 90; i++) {
            String source = pick(sources);
            List<Build> builds = pick(chains.get(source));
            Repository where = repositories.get(random.nextInt(3));
            where.errata().add(erratum(number++, List.of(collection(null, builds))));
        }
        for (ModuleDocument module : modules) {
            int home = module.name().equals("mod4") ? 2 : 1;
            List<Collection> collections = new ArrayList<>(List.of(collection(label(module), module.artifacts())));
            if (chance(30)) {
                ModuleDocument other = pick(modules);
                collections.add(collection(label(other), other.artifacts()));
            }
            repositories.get(chance(85) ? home : 0).errata().add(erratum(number++, collections));
        }
        for (int i = 0; i < 4; i++) { // one id, two repositories, other packages
            Erratum first = pick(repositories.get(1).errata());
            List<Build> builds = pick(chains.get(pick(sources)));
            repositories.get(2).errata().removeIf(each -> each.id().equals(first.id()));
            repositories
                    .get(2)
                    .errata()
                    .add(new Erratum(first.id(), first.type(), first.severity(), List.of(collection(null, builds))));
        }
    }

    private Erratum erratum(int number, List<Collection> collections) {
        String id = "%s-2026:%04d".formatted(prefix.toUpperCase(java.util.Locale.ROOT), number);
        return new Erratum(id, pick(TYPES), pick(SEVERITIES), collections);
    }

    private Collection collection(String module, List<Build> builds) {
        boolean epochs = !chance(8);
        List<Fixed> fixed = new ArrayList<>();
        for (Build build : builds) {
            if (!chance(15)) {
                fixed.add(new Fixed(build, epochs));
            }
        }
        fixed.add(new Fixed(builds.get(0).as("src"), epochs));
        return new Collection(module, fixed);
    }

    /** The document's own, or a context that nobody describes. */
    private String label(ModuleDocument module) {
        return chance(90)
                ? module.label()
                : module.name() + ":" + module.stream() + ":" + module.version() + ":" + hex();
    }

    List<ModuleDocument> documentsOf(String module) {
        return modules.stream().filter(each -> each.name().equals(module)).toList();
    }

    private String hex() {
        return "a" + Integer.toHexString(0x1000000 + random.nextInt(0xeffffff));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
