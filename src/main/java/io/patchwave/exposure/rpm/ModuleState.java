package io.patchwave.exposure.rpm;

import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Nevra;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which module streams and contexts are active on a host (R1): enabled ones, defaults whose module is neither enabled in another
 * stream nor disabled, and what these require. Many threads ask at once.
 */
final class ModuleState implements Activation.Stated {
    enum Answer {
        YES(null),
        NO(null),
        /** The inventory or the mirrors do not tell. */
        MISSING(Weight.MODULE_STATE_MISSING),
        /** Enabled streams, or defaults, contradict one another: what dnf makes of it is not foreseen. */
        UNDECIDED(Weight.MODULES_CONTRADICT);

        private final @Nullable Weight doubt;

        Answer(@Nullable Weight doubt) {
            this.doubt = doubt;
        }

        /** What an advisory is said to be whose module is neither active nor not. */
        @Nullable Weight doubt() {
            return doubt;
        }
    }

    /**
     * What a host says of its modules.
     *
     * @param modules enabled ones; null where the inventory has no module state
     */
    record Stated(@Nullable List<String> modules, List<String> disabled) {
        static Stated by(LinuxSoftware host) {
            return new Stated(host.modules(), host.disabledModules());
        }
    }

    private final Modularity all;
    private final boolean known;
    private final Map<String, Set<String>> enabled = new HashMap<>();
    private final Map<String, Set<String>> givenContexts = new HashMap<>();
    private final Set<String> disabled;
    private final Map<RpmAdvisory.Module, Answer> answers = new ConcurrentHashMap<>();
    /** By the modules that depend on one another, once: their active streams; empty where that is undecided. */
    private final Map<Set<String>, Optional<Map<String, Described>>> activations = new ConcurrentHashMap<>();

    ModuleState(Stated stated, Modularity all) {
        this.all = all;
        this.known = stated.modules != null;
        this.disabled = new HashSet<>(stated.disabled);
        for (String text : stated.modules == null ? List.<String>of() : stated.modules) {
            String[] parts = text.split(":", 3);
            if (parts.length > 1) {
                enabled.computeIfAbsent(parts[0], name -> new HashSet<>()).add(parts[1]);
                disabled.remove(parts[0]);
            }
            if (parts.length > 2 && !parts[2].isEmpty()) {
                givenContexts
                        .computeIfAbsent(parts[0] + ":" + parts[1], name -> new HashSet<>())
                        .add(parts[2]);
            }
        }
    }

    /** Whether a fix under that condition counts for the installed package. */
    Answer ask(@Nullable Condition condition, LinuxSoftware.Rpm installed) {
        if (condition == null) {
            return Answer.YES;
        }
        if (condition instanceof Condition.OfStream osv) {
            return ofStream(osv, installed);
        }
        RpmAdvisory.Module module = ((Condition.Active) condition).module();
        return known ? ask(module) : unstated(module, installed);
    }

    /** Whether the stream is active in that context, where the inventory has module state. */
    boolean isActive(RpmAdvisory.Module module) {
        return ask(module) == Answer.YES;
    }

    /**
     * Whether dnf shows a build of a repository: what an active stream lists, it shows, and hides every other build of those
     * names; what only other streams list, it hides. What may be hidden is taken to be.
     */
    boolean shows(String name, String nevra) {
        boolean listed = false;
        boolean taken = false;
        for (ModuleDocuments.Artifact artifact : all.artifacts(name)) {
            boolean same = artifact.nevra().equals(nevra);
            Answer active = known ? ask(artifact.module()) : Answer.NO;
            if (active == Answer.YES && same) {
                return true;
            }
            taken |= active != Answer.NO;
            listed |= same;
        }
        return !listed && !taken;
    }

    /** Whether streams that are to be active contradict one another. */
    boolean isContradictory() {
        return all.streams().stream().anyMatch(each -> active(each.module()) == null);
    }

    private Answer ask(RpmAdvisory.Module module) {
        Answer answer = answers.get(module);
        return answer != null ? answer : answers.computeIfAbsent(module, this::active);
    }

    private Answer active(RpmAdvisory.Module module) {
        String name = module.name();
        if (all.isEmpty()) {
            return undescribed(module);
        }
        Described described = all.described(module);
        if (described == null || disabled.contains(name)) {
            return Answer.NO;
        }
        Map<String, Described> active = active(name);
        if (active == null) {
            return Answer.UNDECIDED;
        }
        return described.equals(active.get(name)) ? Answer.YES : Answer.NO;
    }

    /** Where no repository has module documents, only a context that the host names is known to be there. */
    private Answer undescribed(RpmAdvisory.Module module) {
        if (!enabled.getOrDefault(module.name(), Set.of()).contains(module.stream())) {
            return Answer.NO;
        }
        Set<String> given = contexts(module.name(), module.stream());
        return given == null ? Answer.MISSING : given.contains(module.context()) ? Answer.YES : Answer.NO;
    }

    /** The active streams of the module and those it depends on; null where that is undecided. */
    private @Nullable Map<String, Described> active(String module) {
        Set<String> circle = all.circle(module);
        return activations
                .computeIfAbsent(circle, modules -> {
                    boolean several = modules.stream()
                            .anyMatch(
                                    each -> enabled.getOrDefault(each, Set.of()).size() > 1);
                    return several ? Optional.empty() : Optional.ofNullable(Activation.of(all, modules, this));
                })
                .orElse(null);
    }

    @Override
    public @Nullable String enabled(String module) {
        Set<String> streams = enabled.get(module);
        return streams == null ? null : streams.iterator().next();
    }

    @Override
    public boolean isDisabled(String module) {
        return disabled.contains(module);
    }

    @Override
    public @Nullable Set<String> contexts(String module, String stream) {
        return givenContexts.isEmpty() ? null : givenContexts.get(module + ":" + stream);
    }

    /** Without module state only the package itself can tell that the collection is not its own. */
    private Answer unstated(RpmAdvisory.Module module, LinuxSoftware.Rpm installed) {
        String label = installed.modularity();
        if (label != null) {
            return label.startsWith(module.name() + ":" + module.stream() + ":") ? Answer.MISSING : Answer.NO;
        }
        boolean concerned = isModular(installed) || module.stream().equals(all.defaultOf(module.name()));
        return concerned ? Answer.MISSING : Answer.NO;
    }

    /** Whether it was built for a module stream: by its label, else by {@code .module} in its release. */
    private static boolean isModular(LinuxSoftware.Rpm installed) {
        Nevra nevra = installed.modularity() != null ? null : Nevra.parse(installed.nevra());
        return installed.modularity() != null
                || (nevra != null && nevra.evr().release().contains(".module"));
    }

    /** By the label of the installed package; without one the streams of the host can only rule a module out. */
    private Answer ofStream(Condition.OfStream condition, LinuxSoftware.Rpm installed) {
        if (!isModular(installed)) {
            return Answer.NO;
        }
        String label = installed.modularity();
        if (condition.streams().isEmpty() || (label == null && !known)) {
            return Answer.MISSING;
        }
        if (label != null) {
            boolean same = condition.streams().stream()
                    .anyMatch(stream -> label.startsWith(stream + ":") || label.equals(stream));
            return same ? Answer.YES : Answer.NO;
        }
        boolean ruledOut = condition.streams().stream().allMatch(this::isOtherStreamActive);
        return ruledOut ? Answer.NO : Answer.MISSING;
    }

    private boolean isOtherStreamActive(String text) {
        int colon = text.indexOf(':');
        String module = text.substring(0, colon);
        String stream = text.substring(colon + 1);
        Set<String> stated = enabled.get(module);
        if (stated != null) {
            return !stated.contains(stream);
        }
        Map<String, Described> active = active(module);
        Described chosen = active == null ? null : active.get(module);
        return chosen != null && !chosen.stream().equals(stream);
    }
}
