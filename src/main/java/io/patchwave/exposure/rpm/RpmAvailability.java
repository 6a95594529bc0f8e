package io.patchwave.exposure.rpm;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.available.Availability;
import io.patchwave.exposure.available.AvailablePackage;
import io.patchwave.exposure.linux.PackageWorld;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.Software;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code dnf list --upgrades} shows, but the newest of every name and architecture, not of every name. */
@ApplicationScoped
public class RpmAvailability implements Availability {
    private static final String NOARCH = "noarch";

    @Override
    public boolean judges(Software software) {
        return PackageWorld.of(software) == PackageWorld.RPM;
    }

    @Override
    public Offered of(Software software, CatalogSnapshot catalog) {
        LinuxSoftware host = (LinuxSoftware) software;
        List<Mirror> mirrors = HostMirrors.of(host, catalog);
        if (mirrors.stream().allMatch(mirror -> mirror.packages().isEmpty())) {
            return new Offered(List.of(), "no-repository");
        }
        Map<String, List<Nevra>> installed = installed(host);
        ModuleState modules = new ModuleState(
                ModuleState.Stated.by(host),
                Modularity.of(mirrors.stream().map(ModuleDocuments::of).toList()));
        Map<String, Upgrade> upgrades = upgrades(host, mirrors, modules, installed);
        markSecurity(host, mirrors, modules, catalog.errata(), upgrades);
        boolean modular = mirrors.stream().anyMatch(mirror -> !mirror.modules().isEmpty());
        boolean missing = modular && host.modules() == null;
        return new Offered(
                upgrades.values().stream().map(Upgrade::view).toList(),
                missing ? "module-state-missing" : modules.isContradictory() ? "modules-contradict" : null);
    }

    private static final class Upgrade {
        private final Nevra installed;
        private final Nevra candidate;
        private final String origin;
        private boolean security;

        Upgrade(Nevra installed, Nevra candidate, String origin) {
            this.installed = installed;
            this.candidate = candidate;
            this.origin = origin;
        }

        AvailablePackage view() {
            return new AvailablePackage(
                    candidate.name(),
                    candidate.arch(),
                    installed.evr().toString(),
                    candidate.evr().toString(),
                    origin,
                    security);
        }

        boolean spans(Evr evr) {
            return installed.evr().isOlderThan(evr) && !candidate.evr().isOlderThan(evr);
        }
    }

    private static Map<String, List<Nevra>> installed(LinuxSoftware host) {
        Map<String, List<Nevra>> installed = new HashMap<>();
        for (LinuxSoftware.Rpm rpm : host.packages()) {
            Nevra nevra = Nevra.parse(rpm.nevra());
            if (nevra != null) {
                installed
                        .computeIfAbsent(nevra.name(), name -> new ArrayList<>(1))
                        .add(nevra);
            }
        }
        return installed;
    }

    private static Map<String, Upgrade> upgrades(
            LinuxSoftware host, List<Mirror> mirrors, ModuleState modules, Map<String, List<Nevra>> installed) {
        Set<String> arches = new HashSet<>(Set.of(host.architecture(), NOARCH));
        installed.values().forEach(all -> all.forEach(each -> arches.add(each.arch())));
        Map<String, Upgrade> upgrades = new TreeMap<>();
        for (Mirror mirror : mirrors) {
            for (Mirror.OfferedPackage offered : mirror.packages()) {
                List<Nevra> present = installed.get(offered.name());
                if (present != null && arches.contains(offered.arch())) {
                    Evr evr = Evr.parse(offered.version());
                    Nevra replaced = replaced(present, offered.arch(), evr);
                    String key = offered.name() + " " + offered.arch();
                    Upgrade before = upgrades.get(key);
                    if (replaced != null
                            && (before == null || before.candidate.evr().isOlderThan(evr))
                            && modules.shows(
                                    offered.name(), offered.name() + "-" + offered.version() + "." + offered.arch())) {
                        Nevra candidate = new Nevra(offered.name(), evr, offered.arch());
                        upgrades.put(key, new Upgrade(replaced, candidate, mirror.name()));
                    }
                }
            }
        }
        return upgrades;
    }

    /**
     * The newest installed package that the build would replace: of its architecture, or one of the two is noarch. Null where
     * none is there, or one of them is as new.
     */
    private static @Nullable Nevra replaced(List<Nevra> present, String arch, Evr evr) {
        Nevra newest = null;
        for (Nevra each : present) {
            if (each.arch().equals(arch) || each.arch().equals(NOARCH) || arch.equals(NOARCH)) {
                if (!each.evr().isOlderThan(evr)) {
                    return null;
                }
                newest = newest == null || newest.evr().isOlderThan(each.evr()) ? each : newest;
            }
        }
        return newest;
    }

    private static void markSecurity(
            LinuxSoftware host,
            List<Mirror> mirrors,
            ModuleState modules,
            List<RpmAdvisory> errata,
            Map<String, Upgrade> upgrades) {
        Set<String> names = new HashSet<>();
        mirrors.forEach(mirror -> names.add(mirror.name()));
        Set<String> upgraded = new HashSet<>();
        upgrades.values().forEach(upgrade -> upgraded.add(upgrade.candidate.name()));
        for (RpmAdvisory erratum : errata) {
            if (erratum.type().equals("security") && names.contains(erratum.mirror())) {
                for (RpmAdvisory.PackageCollection collection : erratum.collections()) {
                    for (RpmAdvisory.FixedPackage fixed : collection.packages()) {
                        Upgrade upgrade = upgraded.contains(fixed.name())
                                ? upgrades.get(fixed.name() + " " + fixed.arch())
                                : null;
                        if (upgrade != null
                                && upgrade.spans(Evr.of(fixed.epoch(), fixed.version(), fixed.release()))
                                && isInForce(collection, host, modules)) {
                            upgrade.security = true;
                        }
                    }
                }
            }
        }
    }

    private static boolean isInForce(
            RpmAdvisory.PackageCollection collection, LinuxSoftware host, ModuleState modules) {
        return collection.module() == null || (host.modules() != null && modules.isActive(collection.module()));
    }
}
