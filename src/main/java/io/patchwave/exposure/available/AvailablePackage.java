package io.patchwave.exposure.available;

import org.jspecify.annotations.Nullable;

/**
 * A package of a host for which a repository has a newer version.
 *
 * @param arch of the candidate; null where nothing tells
 * @param installed the version it would replace; rpm's always with epoch
 * @param candidate the newest version to be had
 * @param origin name of the mirror that has it
 * @param security whether it closes something: rpm: a security erratum names a build between the two; deb: it comes from a
 *     security archive
 */
public record AvailablePackage(
        String name, @Nullable String arch, String installed, String candidate, String origin, boolean security) {}
