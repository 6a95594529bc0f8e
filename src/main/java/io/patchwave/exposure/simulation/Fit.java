package io.patchwave.exposure.simulation;

import java.util.Locale;

/** Whether a remedy can be installed on a machine, and why not. */
public enum Fit {
    /** It can. */
    FITS,
    /** It, or something newer, is there. */
    ALREADY_INSTALLED,
    /** Another operating system's. */
    OTHER_SYSTEM,
    /** An update of Windows that is published for none of the machine's products. */
    OTHER_PRODUCT,
    /** The package is there in another architecture only. */
    OTHER_ARCHITECTURE,
    /** No package of that name is there to replace. */
    NOT_INSTALLED,
    /** Needs a licence for extended security updates. */
    NEEDS_ESU,
    /** The machine holds the package back. */
    LOCKED,
    /** None of its repositories has it. */
    NOT_IN_REPOSITORY,
    /** A binary package whose source's version is not known. */
    SOURCE_VERSION_UNKNOWN;

    /** Whether it would be for the machine if something about the machine were changed. */
    public boolean isWithheld() {
        return this == NEEDS_ESU || this == LOCKED || this == NOT_IN_REPOSITORY;
    }

    /** The word of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
