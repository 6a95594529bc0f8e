package io.patchwave.exposure.simulation;

import io.patchwave.inventory.LinuxSoftware.Deb;
import io.patchwave.version.DebianVersions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a deb does to a list of installed ones. It is named by its source, as advisories do; a name that no installed source has
 * is taken for a binary's, as apt writes it.
 */
final class Debs {
    private static final Pattern KERNEL = Pattern.compile("(linux-[a-z][a-z-]*?)-(\\d[\\d.]*(?:-\\d+)?)(.*)");
    private static final Pattern REBUILT = Pattern.compile("\\+b\\d+$");
    /** No real kernel's: that of the next one is not known before it is there. */
    private static final String NEXT_ABI = "99999-1";

    private static final String HELD = "hold ok installed";

    private Debs() {}

    static Fit fit(List<Deb> debs, Remedy remedy) {
        boolean bySource = debs.stream().anyMatch(deb -> isOfSource(deb, remedy));
        if (debs.stream().noneMatch(deb -> isMeant(deb, remedy, bySource))) {
            return Fit.NOT_INSTALLED;
        }
        List<Deb> older = older(debs, remedy, bySource);
        if (older.isEmpty()) {
            return Fit.ALREADY_INSTALLED;
        }
        List<Deb> free =
                older.stream().filter(deb -> !HELD.equals(deb.status())).toList();
        if (free.isEmpty()) {
            return Fit.LOCKED;
        }
        boolean known = bySource || free.stream().anyMatch(Debs::followsSource);
        return known ? Fit.FITS : Fit.SOURCE_VERSION_UNKNOWN;
    }

    static List<Deb> with(List<Deb> debs, Remedy remedy) {
        if (fit(debs, remedy) != Fit.FITS) {
            return debs;
        }
        boolean bySource = debs.stream().anyMatch(deb -> isOfSource(deb, remedy));
        List<Deb> older = older(debs, remedy, bySource);
        List<Deb> after = new ArrayList<>(debs.size() + 1);
        Set<String> kernels = new HashSet<>();
        for (Deb deb : debs) {
            if (!older.contains(deb) || HELD.equals(deb.status()) || !(bySource || followsSource(deb))) {
                after.add(deb);
                continue;
            }
            Matcher kernel = KERNEL.matcher(deb.name());
            if (name(deb).startsWith("linux") && kernel.matches()) {
                after.add(deb);
                String next = kernel.group(1) + "-" + NEXT_ABI + kernel.group(3);
                if (kernels.add(next)) {
                    after.add(upgraded(deb, next, remedy, name(deb)));
                }
            } else {
                after.add(upgraded(deb, deb.name(), remedy, bySource ? name(deb) : deb.source()));
            }
        }
        return after;
    }

    /** The installed binaries that the remedy is newer than; of a kernel's ABIs only where the newest is older. */
    private static List<Deb> older(List<Deb> debs, Remedy remedy, boolean bySource) {
        List<Deb> older = new ArrayList<>();
        Set<String> current = new HashSet<>();
        for (Deb deb : debs) {
            if (isMeant(deb, remedy, bySource)) {
                if (DebianVersions.compare(bySource ? source(deb) : deb.version(), remedy.version()) < 0) {
                    older.add(deb);
                } else {
                    current.add(line(deb));
                }
            }
        }
        older.removeIf(deb -> KERNEL.matcher(deb.name()).matches() && current.contains(line(deb)));
        return older;
    }

    private static boolean isMeant(Deb deb, Remedy remedy, boolean bySource) {
        return isInstalled(deb)
                && (bySource ? isOfSource(deb, remedy) : deb.name().equals(remedy.name()));
    }

    private static String line(Deb deb) {
        Matcher kernel = KERNEL.matcher(deb.name());
        return kernel.matches() ? kernel.group(1) + kernel.group(3) : deb.name();
    }

    private static Deb upgraded(Deb deb, String name, Remedy remedy, String source) {
        return new Deb(name, remedy.version(), deb.arch(), source, plain(remedy.version()), deb.status());
    }

    private static boolean isInstalled(Deb deb) {
        String status = deb.status();
        return status == null || status.equals("install ok installed") || status.equals(HELD);
    }

    private static boolean isOfSource(Deb deb, Remedy remedy) {
        return name(deb).equals(remedy.name());
    }

    /** The source that advisories name: Debian's signed kernels stand for linux (exposure rules, D3). */
    static String name(Deb deb) {
        String source = deb.source();
        if (source.startsWith("linux-signed")) {
            String flavour = source.substring("linux-signed".length());
            return flavour.isEmpty() || deb.sourceVersion().indexOf('-') < 0 ? "linux" : "linux" + flavour;
        }
        if (source.equals("grub2-signed") || (source.startsWith("grub-efi-") && source.endsWith("-signed"))) {
            return "grub2";
        }
        return source;
    }

    /** Its version of that source. */
    static String source(Deb deb) {
        String version = deb.sourceVersion();
        if (name(deb).equals(deb.source())
                || (version.indexOf('-') >= 0 && !name(deb).equals("grub2"))) {
            return version;
        }
        int from = name(deb).equals("grub2") ? version.indexOf('+') + 1 : 0;
        return version.substring(from).replaceFirst("\\+(?=\\d)", "-");
    }

    /** Whether the binary has its source's version, so that a new version of the one tells that of the other. */
    private static boolean followsSource(Deb deb) {
        return plain(deb.version()).equals(deb.sourceVersion());
    }

    /** Without the mark of a rebuild. */
    private static String plain(String version) {
        return REBUILT.matcher(version).replaceFirst("");
    }
}
