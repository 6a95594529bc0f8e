package io.patchwave.exposure;

import io.patchwave.version.DebianVersions;
import io.patchwave.version.Nevra;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Of many packages that close something the newest by name: it closes what the older ones do; pure. */
final class PackageChoice {
    private PackageChoice() {}

    /** NEVRAs by name and architecture, {@code source=version} by source; sorted. */
    static List<String> newest(Collection<String> remedies) {
        TreeMap<String, String> chosen = new TreeMap<>();
        for (String remedy : remedies) {
            chosen.merge(key(remedy), remedy, PackageChoice::newer);
        }
        return chosen.values().stream().sorted().toList();
    }

    private static String key(String remedy) {
        int equals = remedy.indexOf('=');
        if (equals > 0) {
            return remedy.substring(0, equals);
        }
        Nevra nevra = Nevra.parse(remedy);
        return nevra == null ? remedy : nevra.name() + "." + nevra.arch();
    }

    private static String newer(String one, String other) {
        int equals = one.indexOf('=');
        if (equals > 0) {
            return DebianVersions.compare(one.substring(equals + 1), other.substring(other.indexOf('=') + 1)) >= 0
                    ? one
                    : other;
        }
        Nevra first = Nevra.parse(one);
        Nevra second = Nevra.parse(other);
        return first == null || second == null || first.evr().compareTo(second.evr()) >= 0 ? one : other;
    }
}
