package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An installed package. */
record Installed(Nevra nevra, LinuxSoftware.Rpm rpm) {
    /** Whether it was built for a module stream: by its label, else by {@code .module} in its release. */
    boolean isModular() {
        return rpm.modularity() != null || nevra.evr().release().contains(".module");
    }

    /** All of a host's packages of one name and architecture, of which only the looked-at ones decide (R1). */
    static final class Group {
        private final String name;
        private final String arch;
        private final String key;
        private Installed newest;
        private boolean several;
        private @Nullable Evr oldest;
        private @Nullable Evr running;
        private boolean runningIsUnclear;

        private Group(String key, Installed first) {
            this.key = key;
            this.name = first.nevra.name();
            this.arch = first.nevra.arch();
            this.newest = first;
        }

        String name() {
            return name;
        }

        String arch() {
            return arch;
        }

        /** {@code name.arch}. */
        String key() {
            return key;
        }

        Installed newest() {
            return newest;
        }

        boolean isSingle() {
            return !several;
        }

        /** The answer for a fix of this name and architecture, were it in force. */
        Verdict against(Evr fix) {
            if (newest.nevra.evr().isOlderThan(fix)) {
                return Verdict.EXPOSED;
            }
            if (running != null && running.isOlderThan(fix)) {
                return Verdict.PENDING_REBOOT;
            }
            boolean olderToo = oldest != null && oldest.isOlderThan(fix);
            return runningIsUnclear && olderToo ? Verdict.UNKNOWN : Verdict.PATCHED;
        }

        private void add(Installed next) {
            Evr evr = next.nevra.evr();
            Evr before = newest.nevra.evr();
            several = true;
            if (before.isOlderThan(evr)) {
                newest = next;
            }
            Evr older = before.isOlderThan(evr) ? before : evr;
            oldest = oldest == null || older.isOlderThan(oldest) ? older : oldest;
        }

        private void runs(Evr evr) {
            running = running == null || evr.isOlderThan(running) ? evr : running;
        }
    }

    /** The host's packages by name and architecture; texts that are no NEVRA are left out. */
    static Collection<Group> groups(LinuxSoftware host) {
        List<Installed> packages = new ArrayList<>(host.packages().size());
        Map<String, Group> groups = new LinkedHashMap<>(host.packages().size() * 2);
        for (LinuxSoftware.Rpm rpm : host.packages()) {
            Nevra nevra = Nevra.parse(rpm.nevra());
            if (nevra != null && !nevra.name().equals("gpg-pubkey")) {
                Installed installed = new Installed(nevra, rpm);
                packages.add(installed);
                String key = nevra.name() + "." + nevra.arch();
                Group group = groups.get(key);
                if (group == null) {
                    groups.put(key, new Group(key, installed));
                } else {
                    group.add(installed);
                }
            }
        }
        markRunning(host, packages, groups);
        return groups.values();
    }

    private static void markRunning(LinuxSoftware host, List<Installed> packages, Map<String, Group> groups) {
        if (host.runningKernel() == null) {
            groups.values()
                    .forEach(group -> group.runningIsUnclear = group.several && RunningKernel.isKernel(group.name));
            return;
        }
        RunningKernel kernel = RunningKernel.find(host.runningKernel(), packages);
        if (kernel != null) {
            for (Installed installed : packages) {
                if (kernel.built(installed)) {
                    Group group = groups.get(installed.nevra.name() + "." + installed.nevra.arch());
                    if (group != null && group.several) {
                        group.runs(installed.nevra.evr());
                    }
                }
            }
        }
    }
}
