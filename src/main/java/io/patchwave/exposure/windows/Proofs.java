package io.patchwave.exposure.windows;

/** Writes out what satisfied a remedy on one machine; asked only where somebody wants to see it. */
@FunctionalInterface
interface Proofs {
    /** @param proof of the {@link Answer} */
    String of(int proof);
}
