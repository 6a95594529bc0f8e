package io.patchwave.exposure.deb;

import io.patchwave.exposure.Verdict;
import io.patchwave.exposure.linux.Release;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.DebianVersions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The installed binaries of one source package, as far as they are judged; each has a version of its own (D2). */
final class InstalledSource {
    /** A binary's version of the source. */
    record Binary(String name, String version, boolean held) {}

    private final String name;
    private final List<Binary> judged = new ArrayList<>();
    /** Of a running kernel that is not the newest installed. */
    private final List<Binary> running = new ArrayList<>();
    /** Of other kernels, where it is not known which of them runs. */
    private final List<Binary> perhapsRunning = new ArrayList<>();

    private InstalledSource(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    List<Binary> judged() {
        return judged;
    }

    /** The answer where {@code open} tells whether a version has the hole. */
    Verdict against(Predicate<String> open) {
        if (judged.stream().anyMatch(binary -> open.test(binary.version))) {
            return Verdict.EXPOSED;
        }
        if (running.stream().anyMatch(binary -> open.test(binary.version))) {
            return Verdict.PENDING_REBOOT;
        }
        boolean unclear = perhapsRunning.stream().anyMatch(binary -> open.test(binary.version));
        return unclear ? Verdict.UNKNOWN : Verdict.PATCHED;
    }

    /** The newest version of it that is judged. */
    String newest() {
        String newest = judged.get(0).version;
        for (Binary binary : judged) {
            newest = DebianVersions.compare(binary.version, newest) > 0 ? binary.version : newest;
        }
        return newest;
    }

    /** The host's sources by name, out of what is installed (D7). */
    static Collection<InstalledSource> of(LinuxSoftware host) {
        boolean debian = !Release.of(host).distribution().equals("ubuntu");
        Map<String, InstalledSource> sources = new TreeMap<>();
        Map<String, List<Kernel>> kernels = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (LinuxSoftware.Deb deb : host.debs()) {
            SourcePackage source = isInstalled(deb) ? SourcePackage.of(deb, debian) : null;
            if (source != null) {
                boolean ofKernel =
                        source.name().equals("linux") || source.name().startsWith("linux-");
                KernelPackage kernel = ofKernel ? KernelPackage.of(deb.name()) : null;
                Binary binary = new Binary(deb.name(), source.version(), isHeld(deb));
                if (kernel != null) {
                    kernels.computeIfAbsent(source.name() + " " + kernel.line(), line -> new ArrayList<>())
                            .add(new Kernel(source.name(), kernel, binary));
                } else if (!(ofKernel && KernelPackage.isMeta(deb.name()))
                        && seen.add(source + (binary.held ? " held" : ""))) {
                    in(sources, source.name()).judged.add(binary);
                }
            }
        }
        kernels.values().forEach(line -> addKernels(sources, line, host.runningKernel()));
        return sources.values();
    }

    private record Kernel(String source, KernelPackage kernel, Binary binary) {
        boolean isNewerThan(Kernel other) {
            int order = DebianVersions.compare(binary.version, other.binary.version);
            return order != 0 ? order > 0 : DebianVersions.compare(kernel.abi(), other.kernel.abi()) > 0;
        }
    }

    private static void addKernels(Map<String, InstalledSource> sources, List<Kernel> line, @Nullable String uname) {
        Kernel newest = line.get(0);
        for (Kernel each : line) {
            newest = each.isNewerThan(newest) ? each : newest;
        }
        InstalledSource source = in(sources, newest.source);
        source.judged.add(newest.binary);
        for (Kernel each : line) {
            if (each != newest) {
                if (uname == null) {
                    source.perhapsRunning.add(each.binary);
                } else if (each.kernel.runs(uname)) {
                    source.running.add(each.binary);
                }
            }
        }
    }

    private static InstalledSource in(Map<String, InstalledSource> sources, String name) {
        return sources.computeIfAbsent(name, InstalledSource::new);
    }

    /** {@code install ok installed} and {@code hold ok installed}; {@code deinstall ok config-files} is gone. */
    private static boolean isInstalled(LinuxSoftware.Deb deb) {
        String status = deb.status();
        return status == null || status.equals("install ok installed") || isHeld(deb);
    }

    private static boolean isHeld(LinuxSoftware.Deb deb) {
        return "hold ok installed".equals(deb.status());
    }
}
