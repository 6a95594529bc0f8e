package io.patchwave.exposure.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs that MSRC writes otherwise than their uninstall entries do (W8; from the vendor's names, [K]). */
final class PublishedNames {
    private static final String EDGE = "microsoft edge (chromium-based)";
    private static final String CODE = "visual studio code";
    private static final String ONLINE = "office online server";
    private static final String TOOLS = "visual studio 2010 tools for office runtime";

    private static final Map<String, List<String>> OTHERWISE = Map.of(
            "microsoft edge",
            List.of(EDGE),
            "microsoft visual studio code",
            List.of(CODE),
            "microsoft visual studio code (user)",
            List.of(CODE),
            "microsoft " + ONLINE,
            List.of("microsoft " + ONLINE, ONLINE, "microsoft " + ONLINE + " 2016"),
            "microsoft " + TOOLS,
            List.of(TOOLS),
            "microsoft ole db driver for sql server",
            List.of("microsoft ole db driver 18 for sql server"));

    /** {@code Microsoft .NET Runtime - 6.0.8 (x64)}; the version of its entry counts something else. */
    private static final Pattern DOTNET = Pattern.compile(
            "microsoft (?:windows desktop|asp\\.net core|\\.net (core )?)\\s?runtime - (\\d+\\.\\d+)(\\.\\d+)?\\b.*");

    private static final Pattern ASPNET =
            Pattern.compile("microsoft asp\\.net core (\\d+\\.\\d+)(\\.\\d+)? (?:- )?shared framework\\b.*");
    private static final Pattern ODBC = Pattern.compile("microsoft odbc driver \\d+ for sql server");
    private static final Pattern SHAREPOINT = Pattern.compile("microsoft sharepoint (?:enterprise )?server (20\\d\\d)");
    private static final List<String> SERVICES =
            List.of("excel services on ", "excel automation services on ", "word automation services on ");

    /** From 5 on it is plain .NET. */
    private static final int LAST_CORE = 3;

    private PublishedNames() {}

    /** Whether nothing but a version can tell of the product whether a flaw is fixed. */
    static boolean isByVersion(String product) {
        return product.equals(EDGE) || product.equals(CODE);
    }

    /** The version that the name tells; null where it tells none. */
    static @Nullable String version(String base) {
        Matcher dotnet = DOTNET.matcher(base);
        if (dotnet.matches()) {
            return dotnet.group(3) == null ? null : dotnet.group(2) + dotnet.group(3);
        }
        Matcher aspnet = ASPNET.matcher(base);
        return aspnet.matches() && aspnet.group(2) != null ? aspnet.group(1) + aspnet.group(2) : null;
    }

    /** What MSRC calls a program of that name, edition and service pack aside. */
    static OfficeNames.Meaning of(String line) {
        Matcher dotnet = DOTNET.matcher(line);
        if (dotnet.matches()) {
            String release = dotnet.group(2);
            boolean core = Integer.parseInt(release.substring(0, release.indexOf('.'))) <= LAST_CORE;
            String name = (core ? ".net core " : ".net ") + release;
            return new OfficeNames.Meaning(List.of(name, name + " installed on windows"), List.of(), false);
        }
        Matcher aspnet = ASPNET.matcher(line);
        if (aspnet.matches()) {
            return new OfficeNames.Meaning(List.of("asp.net core " + aspnet.group(1)), List.of(), false);
        }
        if (ODBC.matcher(line).matches()) {
            return new OfficeNames.Meaning(List.of(line, line + " on windows"), List.of(), false);
        }
        Matcher sharepoint = SHAREPOINT.matcher(line);
        return sharepoint.matches()
                ? sharepoint(line, sharepoint.group(1))
                : new OfficeNames.Meaning(OTHERWISE.getOrDefault(line, List.of(line)), List.of(), false);
    }

    /** A server stands for the enterprise edition too, for the foundation below it and for its services. */
    private static OfficeNames.Meaning sharepoint(String line, String year) {
        List<String> editions =
                List.of("microsoft sharepoint server " + year, "microsoft sharepoint enterprise server " + year);
        List<String> services = SERVICES.stream()
                .flatMap(service -> editions.stream().map(edition -> service + edition))
                .toList();
        List<String> brought = new ArrayList<>(services);
        brought.add("microsoft sharepoint foundation " + year);
        return new OfficeNames.Meaning(editions, brought, false);
    }
}
