package io.patchwave.exposure.rpm;

import io.patchwave.exposure.linux.Release;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom the products of SUSE's documents mean: {@code SUSE:Linux Enterprise Server 12 SP5} is {@code sles 12.5}, a module or
 * extension of a service pack every Enterprise machine of it, {@code …-LTSS} only machines with that support, {@code
 * openSUSE:Leap 15.1} is {@code opensuse-leap 15.1}, {@code openSUSE:13.2} and {@code openSUSE:Leap 42.1} are {@code opensuse}.
 */
final class SuseProducts {
    private static final Pattern ENTERPRISE =
            Pattern.compile("Linux Enterprise (.+?) (\\d+)(?: SP(\\d+))?(?:-([A-Z]+)(?:-.*)?)?(?: .*)?");
    private static final Pattern OPEN = Pattern.compile("(Leap )?(\\d+\\.\\d+)");

    private SuseProducts() {}

    /** Nobody where the product is not understood. */
    static List<OsvCompiler.Audience> audiences(String family, String product) {
        Matcher open = OPEN.matcher(product);
        if (family.equals("openSUSE") && open.matches()) {
            boolean leap = open.group(1) != null && !open.group(2).startsWith("42.");
            return List.of(
                    new OsvCompiler.Audience(new Release(leap ? "opensuse-leap" : "opensuse", open.group(2)), null));
        }
        Matcher enterprise = ENTERPRISE.matcher(product);
        if (!family.equals("SUSE") || !enterprise.matches()) {
            return List.of();
        }
        String version = enterprise.group(2) + (enterprise.group(3) == null ? "" : "." + enterprise.group(3));
        String support = enterprise.group(4);
        String stream = support == null ? null : support.toLowerCase(java.util.Locale.ROOT) + ":" + version;
        return machines(enterprise.group(1)).stream()
                .map(machine -> new OsvCompiler.Audience(new Release(machine, version), stream))
                .toList();
    }

    private static List<String> machines(String product) {
        if (product.startsWith("Server for SAP")) {
            return List.of("sles_sap");
        }
        if (product.startsWith("Desktop")) {
            return List.of("sled");
        }
        if (product.startsWith("Micro")) {
            return List.of("sle-micro");
        }
        return product.equals("Server") ? List.of("sles", "sles_sap") : List.of("sles", "sles_sap", "sled");
    }
}
