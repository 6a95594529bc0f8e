package io.patchwave.exposure;

/** How well the inventory supports the answer: measured on the machine, presumed for want of a value, or read from a file. */
public enum Confidence {
    MEASURED,
    PRESUMED,
    IMPORTED;

    /** The word of the API. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
