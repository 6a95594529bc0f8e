package io.patchwave.exposure.rpm;

import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Nevra;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which module streams and contexts are active on a host (R1): enabled ones, and defaults whose module is neither enabled in
 * another stream nor disabled; of a stream the contexts that a document describes and whose requirements hold.
 * Many threads ask at once.
 */
final class ModuleState {
    enum Answer {
        YES,
        NO,
        /** The inventory or the mirrors do not tell. */
        MISSING
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

    private final List<ModuleDocuments> documents;
    private final boolean known;
    private final Map<String, Set<String>> enabled = new HashMap<>();
    private final Map<String, Set<String>> givenContexts = new HashMap<>();
    private final Set<String> disabled;
    private final Map<RpmAdvisory.Module, Answer> answers = new ConcurrentHashMap<>();

    ModuleState(Stated stated, List<ModuleDocuments> documents) {
        this.documents = documents;
        this.known = stated.modules != null;
        this.disabled = new HashSet<>(stated.disabled);
        for (String text : stated.modules == null ? List.<String>of() : stated.modules) {
            String[] parts = text.split(":", 3);
            if (parts.length > 1) {
                enabled.computeIfAbsent(parts[0], name -> new HashSet<>()).add(parts[1]);
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
        if (!known) {
            return unstated(module, installed);
        }
        Answer answer = answers.get(module);
        return answer != null ? answer : answers.computeIfAbsent(module, this::active);
    }

    /** Whether it was built for a module stream: by its label, else by {@code .module} in its release. */
    private static boolean isModular(LinuxSoftware.Rpm installed) {
        Nevra nevra = installed.modularity() != null ? null : Nevra.parse(installed.nevra());
        return installed.modularity() != null
                || (nevra != null && nevra.evr().release().contains(".module"));
    }

    /** Whether the stream is active in that context, where the inventory has module state. */
    boolean isActive(RpmAdvisory.Module module) {
        return answers.computeIfAbsent(module, this::active) == Answer.YES;
    }

    private Answer active(RpmAdvisory.Module module) {
        if (!streams(module.name()).contains(module.stream())) {
            return Answer.NO;
        }
        String stream = module.name() + ":" + module.stream();
        Set<String> given = givenContexts.get(stream);
        if (given != null && !given.contains(module.context())) {
            return Answer.NO;
        }
        boolean anyDocument = false;
        for (ModuleDocuments mirror : documents) {
            var contexts = mirror.requires().get(stream);
            if (contexts != null) {
                anyDocument = true;
                var alternatives = contexts.get(module.context());
                if (alternatives != null && (given != null || holds(alternatives))) {
                    return Answer.YES;
                }
            }
        }
        if (anyDocument
                || documents.stream().anyMatch(mirror -> !mirror.requires().isEmpty())) {
            return Answer.NO;
        }
        return given != null ? Answer.YES : Answer.MISSING;
    }

    private boolean holds(List<Map<String, List<String>>> alternatives) {
        return alternatives.isEmpty() || alternatives.stream().anyMatch(this::holds);
    }

    private boolean holds(Map<String, List<String>> requires) {
        for (Map.Entry<String, List<String>> required : requires.entrySet()) {
            if (!required.getKey().equals("platform") && !accepts(required.getValue(), streams(required.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** An empty list takes any stream, {@code -x} every one but x. */
    private static boolean accepts(List<String> wanted, Set<String> active) {
        if (active.isEmpty()) {
            return false;
        }
        boolean onlyRefusals = wanted.stream().allMatch(stream -> stream.startsWith("-"));
        return active.stream()
                .anyMatch(stream -> onlyRefusals ? !wanted.contains("-" + stream) : wanted.contains(stream));
    }

    private Set<String> streams(String module) {
        Set<String> chosen = enabled.get(module);
        if (chosen != null) {
            return chosen;
        }
        return disabled.contains(module) ? Set.of() : defaults(module);
    }

    private Set<String> defaults(String module) {
        Set<String> found = new HashSet<>();
        for (ModuleDocuments mirror : documents) {
            String stream = mirror.defaults().get(module);
            if (stream != null) {
                found.add(stream);
            }
        }
        return found;
    }

    /** Without module state only the package itself can tell that the collection is not its own. */
    private Answer unstated(RpmAdvisory.Module module, LinuxSoftware.Rpm installed) {
        String label = installed.modularity();
        if (label != null) {
            return label.startsWith(module.name() + ":" + module.stream() + ":") ? Answer.MISSING : Answer.NO;
        }
        boolean concerned = isModular(installed) || defaults(module.name()).contains(module.stream());
        return concerned ? Answer.MISSING : Answer.NO;
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

    private boolean isOtherStreamActive(String stream) {
        int colon = stream.indexOf(':');
        Set<String> active = streams(stream.substring(0, colon));
        return !active.isEmpty() && !active.contains(stream.substring(colon + 1));
    }
}
