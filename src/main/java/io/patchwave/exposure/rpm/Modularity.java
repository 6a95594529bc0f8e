package io.patchwave.exposure.rpm;

import io.patchwave.catalog.RpmAdvisory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The module streams of all repositories of a host, and which modules depend on one another. */
final class Modularity {
    /** In the order in which dnf meets them. */
    private final List<Described> streams = new ArrayList<>();

    /** What there is to choose from, in the order in which dnf tries it. */
    private final Map<String, List<Described>> byModule = new HashMap<>();

    private final Map<RpmAdvisory.Module, Described> byContext = new HashMap<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final Map<String, List<ModuleDocuments.Artifact>> artifacts = new HashMap<>();
    /** Module → the modules that it may pull in or be pulled in by, itself included. */
    private final Map<String, Set<String>> circles = new HashMap<>();

    private Modularity() {}

    static Modularity of(List<ModuleDocuments> mirrors) {
        Modularity all = new Modularity();
        for (ModuleDocuments mirror : mirrors) {
            mirror.artifacts().forEach((name, builds) -> all.artifacts.merge(name, builds, Modularity::both));
        }
        all.describe(mirrors.stream().flatMap(each -> each.streams().stream()).toList());
        all.mergeDefaults(mirrors);
        all.join();
        return all;
    }

    /** Documents that keep their context come first, and take in others of the stream that require the same. */
    private void describe(List<ModuleDocument> documents) {
        Map<String, String> kept = new HashMap<>();
        Map<String, List<ModuleDocument>> groups = new LinkedHashMap<>();
        for (ModuleDocument each : documents) {
            if (each.keepsContext()) {
                kept.putIfAbsent(each.nameAndStream() + " " + each.required(), each.context());
                groups.computeIfAbsent(each.nameAndStream() + ":" + each.context(), key -> new ArrayList<>())
                        .add(each);
            }
        }
        for (ModuleDocument each : documents) {
            if (!each.keepsContext()) {
                String required = each.required();
                String context = kept.getOrDefault(each.nameAndStream() + " " + required, required);
                groups.computeIfAbsent(each.nameAndStream() + ":" + context, key -> new ArrayList<>())
                        .add(each);
            }
        }
        groups.forEach(this::describe);
        byModule.values().forEach(list -> list.sort(Comparator.comparing(Described::key)));
    }

    private void describe(String key, List<ModuleDocument> group) {
        ModuleDocument newest = group.stream().reduce(ModuleDocument::newer).orElseThrow();
        Set<String> contexts = new HashSet<>();
        group.forEach(each -> contexts.add(each.context()));
        Described described = new Described(
                newest.module(),
                newest.stream(),
                key,
                Set.copyOf(contexts),
                newest.requirements(),
                group.stream().anyMatch(each -> !each.required().equals(newest.required())));
        streams.add(described);
        byModule.computeIfAbsent(newest.module(), module -> new ArrayList<>(2)).add(described);
        contexts.forEach(
                context -> byContext.put(new RpmAdvisory.Module(newest.module(), newest.stream(), context), described));
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Repositories that name different defaults name none. */
    private void mergeDefaults(List<ModuleDocuments> mirrors) {
        Set<String> contradicted = new HashSet<>();
        for (ModuleDocuments mirror : mirrors) {
            mirror.defaults().forEach((module, stream) -> {
                if (!stream.equals(defaults.merge(module, stream, (known, other) -> known))) {
                    contradicted.add(module);
                }
            });
        }
        defaults.keySet().removeAll(contradicted);
    }

    private void join() {
        byModule.keySet().forEach(module -> circles.put(module, new HashSet<>(Set.of(module))));
        for (Described each : streams) {
            for (ModuleDocument.Requirement required : each.requirements()) {
                Set<String> mine = circle(each.module());
                Set<String> theirs = circles.get(required.module());
                if (theirs != null && !mine.contains(required.module())) {
                    mine.addAll(theirs);
                    theirs.forEach(module -> circles.put(module, mine));
                }
            }
        }
    }

    /** Whether no repository of the host has module documents. */
    boolean isEmpty() {
        return streams.isEmpty();
    }

    List<Described> streams() {
        return streams;
    }

    /** What has that context; null where nobody describes it. */
    @Nullable Described described(RpmAdvisory.Module module) {
        return byContext.get(module);
    }

    List<Described> of(String module) {
        return byModule.getOrDefault(module, List.of());
    }

    Set<String> circle(String module) {
        return circles.getOrDefault(module, Set.of());
    }

    /** The builds of a package that streams list. */
    List<ModuleDocuments.Artifact> artifacts(String name) {
        return artifacts.getOrDefault(name, List.of());
    }

    boolean lists(String name) {
        return artifacts.containsKey(name);
    }

    @Nullable String defaultOf(String module) {
        return defaults.get(module);
    }
}
