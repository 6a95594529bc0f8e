package io.patchwave.exposure.deb;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.exposure.linux.Release;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom an affected entry speaks for.
 *
 * @param subscription what its fixes need: {@code esm-infra}, {@code esm-} for either ESM, {@code fips} and the like; null: nothing
 * @param onlySubscribed whether it concerns subscribed hosts alone (a FIPS build is another package)
 */
record OsvEcosystem(Release release, @Nullable String subscription, boolean onlySubscribed) {
    /**
     * {@code Debian:11}, {@code Ubuntu:22.04:LTS}, {@code Ubuntu:Pro:16.04:LTS}, {@code Ubuntu:Pro:FIPS-updates:20.04:LTS}.
     *
     * @return null for any other ecosystem, and for records of livepatches, which are no updates
     */
    static @Nullable OsvEcosystem of(OsvAdvisory.Affected affected) {
        String[] parts = affected.ecosystem().split(":", -1);
        String availability = availability(affected.specific());
        if (parts.length == 2 && parts[0].equals("Debian")) {
            return new OsvEcosystem(Release.of("debian", parts[1]), null, false);
        }
        if (!parts[0].equals("Ubuntu") || availability.startsWith("Livepatch subscription")) {
            return null;
        }
        int at = 1;
        boolean pro = at < parts.length && parts[at].equals("Pro");
        at += pro ? 1 : 0;
        String service = "";
        if (at < parts.length && !parts[at].isEmpty() && !Character.isDigit(parts[at].charAt(0))) {
            service = parts[at++].toLowerCase(Locale.ROOT);
        }
        boolean understood = at < parts.length
                && (at == parts.length - 1 || (at == parts.length - 2 && parts[at + 1].equals("LTS")));
        if (!understood || (!service.isEmpty() && !pro)) {
            return null;
        }
        String needed = !service.isEmpty() ? service : subscription(affected, pro, availability);
        return new OsvEcosystem(Release.of("ubuntu", parts[at]), needed, !service.isEmpty());
    }

    private static @Nullable String subscription(OsvAdvisory.Affected affected, boolean pro, String availability) {
        boolean esm = pro
                || affected.ranges().stream()
                        .flatMap(range -> range.events().stream())
                        .anyMatch(
                                event -> event.fixed() != null && event.fixed().contains("+esm"));
        if (!esm || availability.startsWith("No subscription required")) {
            return null;
        }
        return availability.contains("Infra-only") ? "esm-infra" : "esm-";
    }

    private static String availability(@Nullable JsonNode specific) {
        JsonNode text = specific == null ? null : specific.get("availability");
        return text == null || !text.isTextual() ? "" : text.textValue();
    }
}
