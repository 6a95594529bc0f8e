package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.inventory.LinuxSoftware;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which packages of repositories dnf shows a host, modules considered: what an active stream lists is shown and hides every other
 * package of those names; what only other streams list is hidden.
 */
final class ModuleFilter {
    private final Set<String> shown = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private ModuleFilter() {}

    /** @param installed names beyond which nobody will ask */
    static ModuleFilter of(LinuxSoftware host, List<Mirror> mirrors, Set<String> installed) {
        ModuleState state = new ModuleState(
                ModuleState.Stated.by(host),
                mirrors.stream().map(ModuleDocuments::of).toList());
        ModuleFilter filter = new ModuleFilter();
        for (Mirror mirror : mirrors) {
            for (Mirror.ModuleStream stream : mirror.modules()) {
                var module = new RpmAdvisory.Module(stream.name(), stream.stream(), stream.context());
                boolean active = host.modules() != null && state.isActive(module);
                for (String artifact : stream.artifacts()) {
                    String name = name(artifact);
                    if (installed.contains(name)) {
                        (active ? filter.shown : filter.hidden).add(artifact);
                        if (active) {
                            filter.names.add(name);
                        }
                    }
                }
            }
        }
        return filter;
    }

    boolean shows(Mirror.OfferedPackage offered) {
        String nevra = offered.name() + "-" + offered.version() + "." + offered.arch();
        return shown.contains(nevra) || (!hidden.contains(nevra) && !names.contains(offered.name()));
    }

    private static String name(String nevra) {
        int release = nevra.lastIndexOf('-');
        int version = release < 0 ? -1 : nevra.lastIndexOf('-', release - 1);
        return version < 0 ? nevra : nevra.substring(0, version);
    }
}
