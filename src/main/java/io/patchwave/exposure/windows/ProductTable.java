package io.patchwave.exposure.windows;

import io.patchwave.inventory.WindowsSoftware;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a machine to its product (W2.1 to W2.4) and from a product's name to its update history (W2.7). */
final class ProductTable {
    private static final String CORE = " (Server Core installation)";
    private static final int RT = 9600;
    private static final int SIDES = 3;
    private static final int SERVER = 1;
    private static final int SERVER_CORE = 2;
    private static final List<String> ARCHITECTURES = List.of("x86", "x64", "arm64", "ia64");
    private static final Map<Integer, Release> BY_BUILD = new HashMap<>();
    private static final Map<String, WindowsProduct> BY_KEY = new HashMap<>();
    private static final Map<Integer, WindowsProduct[]> BY_MACHINE = new HashMap<>();

    static {
        Stream.concat(Release.SIX.stream(), Release.TEN.stream()).forEach(release -> {
            BY_BUILD.put(release.build(), release);
            if (release.build() == RT) {
                register(rt(release));
            }
            WindowsProduct[] sides = new WindowsProduct[ARCHITECTURES.size() * SIDES];
            BY_MACHINE.put(release.build(), sides);
            for (int i = 0; i < ARCHITECTURES.size(); i++) {
                String architecture = ARCHITECTURES.get(i);
                sides[i * SIDES] = register(product(release, false, false, architecture));
                sides[i * SIDES + SERVER] = register(product(release, true, false, architecture));
                sides[i * SIDES + SERVER_CORE] = register(product(release, true, true, architecture));
            }
        });
    }

    private ProductTable() {}

    private static @Nullable WindowsProduct register(@Nullable WindowsProduct product) {
        if (product != null) {
            BY_KEY.putIfAbsent(product.key(), product);
        }
        return product;
    }

    /** Every operating system, one for each name. */
    static Collection<WindowsProduct> all() {
        return BY_KEY.values();
    }

    /** The operating system of that normalised name; empty for programs and systems that the table lacks. */
    static Optional<WindowsProduct> named(String normalised) {
        return Optional.ofNullable(BY_KEY.get(normalised));
    }

    /** The machine's product; empty where the build is not in the table or never had that side. */
    static Optional<WindowsProduct> of(WindowsSoftware machine) {
        Release release = BY_BUILD.get(machine.build());
        if (release == null) {
            return Optional.empty();
        }
        if (machine.build() == RT && machine.caption().toLowerCase(Locale.ROOT).contains("windows rt")) {
            return Optional.of(rt(release));
        }
        boolean core = "server core".equalsIgnoreCase(machine.installationType());
        int side = !isServer(machine) ? 0 : core ? SERVER_CORE : SERVER;
        int architecture = Math.max(ARCHITECTURES.indexOf(machine.architecture()), 0);
        WindowsProduct[] sides = BY_MACHINE.get(machine.build());
        return sides == null ? Optional.empty() : Optional.ofNullable(sides[architecture * SIDES + side]);
    }

    /** By product type; where an import lacks it, by the one word that every language's caption keeps. */
    static boolean isServer(WindowsSoftware machine) {
        String type = machine.productType();
        return type != null
                ? !type.equals("workstation")
                : machine.caption().toLowerCase(Locale.ROOT).contains("server");
    }

    /** The line whose history holds the updates of that history product and line column; null where none of ours. */
    static @Nullable String historyLine(String product, String line) {
        if (!line.matches("\\d+")) {
            return product;
        }
        Release release = BY_BUILD.get(Integer.parseInt(line));
        return release == null ? null : tenLine(release, product.startsWith("Windows Server"));
    }

    private static String tenLine(Release release, boolean server) {
        return (server ? "server/" : "client/") + release.family();
    }

    private static WindowsProduct rt(Release release) {
        return new WindowsProduct("Windows RT 8.1", "windows rt 8.1", "Windows 8.1", release, false, false);
    }

    private static @Nullable WindowsProduct product(
            Release release, boolean server, boolean core, String architecture) {
        String base = server ? release.server() : release.client();
        if (base == null) {
            return null;
        }
        String name = name(base, release, server, architecture);
        if (core && server && !name.endsWith(CORE)) {
            name = name + CORE;
        }
        String line = release.isTen() ? tenLine(release, server) : sixLine(base);
        return new WindowsProduct(name, ProductNames.normalised(name), line, release, server, name.endsWith(CORE));
    }

    private static @Nullable String sixLine(String base) {
        return switch (base) {
            case "Windows Vista" -> null;
            case "Windows 8" -> "Windows Server 2012";
            default -> base;
        };
    }

    private static String name(String base, Release release, boolean server, String architecture) {
        boolean packs = release.neededServicePack() > 0;
        if (server && !packs) {
            return base;
        }
        String pack = packs ? " Service Pack " + release.neededServicePack() : "";
        return base.equals("Windows Vista")
                ? base + (architecture.equals("x64") ? " x64 Edition" : "") + pack
                : base + " for " + architectureName(architecture, release) + pack;
    }

    private static String architectureName(String architecture, Release release) {
        return switch (architecture) {
            case "x64" -> release.build() == RT ? "x64-based systems" : "x64-based Systems";
            case "arm64" -> "ARM64-based Systems";
            case "ia64" -> "Itanium-Based Systems";
            default -> release.build() == RT ? "32-bit systems" : "32-bit Systems";
        };
    }
}
