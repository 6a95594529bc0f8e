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

    static LinuxSoftware read(DocumentNode root, DocumentNode os) {
        if (root.get("packages").absent() && root.get("debs").absent()) {
            throw root.get("packages").refused("is required, or `debs`: a host without packages would look safe");
        }
        String running = root.get("runningKernel").text();
        return new LinuxSoftware(
                os.get("id").requiredText(),
                orEmpty(os.get("versionId").text()),
                os.get("architecture").requiredText(),
                running == null ? os.get("kernel").text() : running,
                rpms(root.get("packages")),
                debs(root.get("debs")),
                root.get("modules").textsOrNull(),
                root.get("disabledModules").texts(),
                root.get("repositories").texts(),
                root.get("livepatches").texts(),
                root.get("subscriptions").texts());
    }

    private static List<Rpm> rpms(DocumentNode packages) {
        List<Rpm> rpms = new ArrayList<>();
        for (DocumentNode element : packages.elements()) {
            Rpm rpm = rpm(element);
            // rpm keeps imported keys as packages without architecture; they are none.
            if (!rpm.nevra().startsWith("gpg-pubkey-")) {
                rpms.add(rpm);
            }
        }
        return SoftwareOrder.of(rpms, SoftwareOrder.RPMS);
    }

    private static Rpm rpm(DocumentNode element) {
        if (!element.node().isObject()) {
            return new Rpm(nevra(element), null, null, null);
        }
        return new Rpm(
                nevra(element.get("nevra")),
                none(element.get("sourceRpm").text()),
                none(element.get("modularity").text()),
                none(element.get("vendor").text()));
    }

    /**
     * {@code bash-4.4.20-4.el8.x86_64} → {@code bash-0:4.4.20-4.el8.x86_64}; {@code bash-(none):4.4.20-4.el8.x86_64} too;
     * {@code 1:NetworkManager-1.40.16-9.el8.x86_64} (yum's spelling) → {@code NetworkManager-1:1.40.16-9.el8.x86_64}.
     */
    private static String nevra(DocumentNode element) {
        String text = element.requiredText();
        int release = text.lastIndexOf('-');
        int version = release < 0 ? -1 : text.lastIndexOf('-', release - 1);
        if (version <= 0) {
            throw element.refused("must be name-epoch:version-release.arch, was " + text);
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
            throw element.refused("has an epoch that is no number, in " + text);
        }
        String canonical = epoch.length() == 1 ? epoch : String.valueOf(Integer.parseInt(epoch));
        return leading < 0 && epoch.equals(canonical) && colon == epoch.length()
                ? text
                : name + "-" + canonical + ":" + evr.substring(colon + 1);
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

    private static List<Deb> debs(DocumentNode debs) {
        return SoftwareOrder.of(debs.elements().stream().map(LinuxReader::deb).toList(), SoftwareOrder.DEBS);
    }

    private static Deb deb(DocumentNode element) {
        if (!element.node().isObject()) {
            throw element.refused("must be an object with name and version");
        }
        String name = element.get("name").requiredText();
        String version = element.get("version").requiredText();
        String source = element.get("source").text();
        String sourceVersion = element.get("sourceVersion").text();
        String status = element.get("status").text();
        return new Deb(
                name,
                version,
                element.get("arch").text(),
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
