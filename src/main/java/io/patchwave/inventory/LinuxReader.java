package io.patchwave.inventory;

import io.patchwave.inventory.LinuxSoftware.Deb;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the Linux form of an inventory into canonical form: one spelling, sorted, without doubles. */
final class LinuxReader {
    private static final String INSTALLED = "install ok installed";

    private LinuxReader() {}

    /** {@code streamed} has the lists where the document could be read so; null where they are in the tree. */
    static LinuxSoftware read(DocumentNode root, DocumentNode os, @Nullable StreamedDocument streamed) {
        List<Rpm> packages = streamed == null ? rpms(root.get("packages")) : streamed.packages();
        List<Deb> debs = streamed == null ? debs(root.get("debs")) : streamed.debs();
        if (packages == null && debs == null) {
            throw root.get("packages").refused("is required, or `debs`: a host without packages would look safe");
        }
        String running = root.get("runningKernel").text();
        return new LinuxSoftware(
                os.get("id").requiredText(),
                orEmpty(os.get("versionId").text()),
                os.get("architecture").requiredText(),
                running == null ? os.get("kernel").text() : running,
                packages == null ? List.of() : SoftwareOrder.of(packages, SoftwareOrder.RPMS),
                debs == null ? List.of() : SoftwareOrder.of(debs, SoftwareOrder.DEBS),
                root.get("modules").textsOrNull(),
                root.get("disabledModules").texts(),
                root.get("repositories").texts(),
                root.get("livepatches").texts(),
                root.get("subscriptions").texts());
    }

    private static @Nullable List<Rpm> rpms(DocumentNode packages) {
        if (packages.absent()) {
            return null;
        }
        List<Rpm> rpms = new ArrayList<>();
        for (DocumentNode element : packages.elements()) {
            Rpm rpm = rpm(element);
            if (!isKey(rpm.nevra())) {
                rpms.add(rpm);
            }
        }
        return rpms;
    }

    /** rpm keeps imported keys as packages without architecture; they are none. */
    static boolean isKey(String nevra) {
        return nevra.startsWith("gpg-pubkey-");
    }

    private static Rpm rpm(DocumentNode element) {
        if (!element.node().isObject()) {
            return new Rpm(nevra(element), null, null, null);
        }
        return rpm(
                nevra(element.get("nevra")),
                element.get("sourceRpm").text(),
                element.get("modularity").text(),
                element.get("vendor").text());
    }

    static Rpm rpm(String nevra, @Nullable String sourceRpm, @Nullable String modularity, @Nullable String vendor) {
        return new Rpm(nevra, none(sourceRpm), none(modularity), none(vendor));
    }

    private static String nevra(DocumentNode element) {
        String text = element.requiredText();
        String nevra = nevra(text);
        if (nevra == null) {
            throw element.refused(
                    text.lastIndexOf('-', text.lastIndexOf('-') - 1) <= 0
                            ? "must be name-epoch:version-release.arch, was " + text
                            : "has an epoch that is no number, in " + text);
        }
        return nevra;
    }

    /**
     * {@code bash-4.4.20-4.el8.x86_64} → {@code bash-0:4.4.20-4.el8.x86_64}; {@code bash-(none):4.4.20-4.el8.x86_64} too;
     * {@code 1:NetworkManager-1.40.16-9.el8.x86_64} (yum's spelling) → {@code NetworkManager-1:1.40.16-9.el8.x86_64}. Null for
     * a text without version and release, or with an epoch that is no number.
     */
    static @Nullable String nevra(String text) {
        int release = text.lastIndexOf('-');
        int version = release < 0 ? -1 : text.lastIndexOf('-', release - 1);
        if (version <= 0) {
            return null;
        }
        if (isCanonical(text, version)) {
            return text;
        }
        String name = text.substring(0, version);
        String evr = text.substring(version + 1);
        int leading = name.indexOf(':');
        if (leading > 0 && digits(name, leading)) {
            evr = name.substring(0, leading) + ":" + evr;
            name = name.substring(leading + 1);
        }
        int colon = evr.indexOf(':');
        String epoch = colon < 0 || evr.startsWith("(none)") ? "0" : evr.substring(0, colon);
        if (epoch.length() > 9 || !digits(epoch, epoch.length())) {
            return null;
        }
        return name + "-" + Integer.parseInt(epoch) + ":" + evr.substring(colon + 1);
    }

    /** Whether the only colon is that behind an epoch of one digit, as nearly always. */
    private static boolean isCanonical(String text, int version) {
        int colon = text.indexOf(':');
        return colon == version + 2 && text.charAt(version + 1) >= '0' && text.charAt(version + 1) <= '9';
    }

    /** Whether the text begins with that many digits, at least one. */
    private static boolean digits(String text, int count) {
        for (int i = 0; i < count; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return count > 0;
    }

    private static @Nullable List<Deb> debs(DocumentNode debs) {
        return debs.absent()
                ? null
                : debs.elements().stream().map(LinuxReader::deb).toList();
    }

    private static Deb deb(DocumentNode element) {
        if (!element.node().isObject()) {
            throw element.refused("must be an object with name and version");
        }
        return deb(
                element.get("name").requiredText(),
                element.get("version").requiredText(),
                element.get("arch").text(),
                element.get("source").text(),
                element.get("sourceVersion").text(),
                element.get("status").text());
    }

    static Deb deb(
            String name,
            String version,
            @Nullable String arch,
            @Nullable String source,
            @Nullable String sourceVersion,
            @Nullable String status) {
        return new Deb(
                name,
                version,
                arch,
                source == null ? name : source,
                sourceVersion == null ? version : sourceVersion,
                INSTALLED.equals(status) ? null : status);
    }

    private static @Nullable String none(@Nullable String text) {
        return "(none)".equals(text) ? null : text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
