package io.patchwave.exposure;

/** Hand-made errata for tests of the sub-packages. */
public final class FleetErrata {
    private FleetErrata() {}

    /** Imports an erratum of AlmaLinux 8 that fixes one package in that version, into a mirror. */
    public static void imported(String mirror, String advisory, String name, String version) {
        Errata.imported(mirror, Errata.document(advisory, name, version));
    }
}
