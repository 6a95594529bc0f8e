package io.patchwave.exposure.windows;

import io.patchwave.exposure.Grounds;

/** Takes what was decided about a machine, class by class. */
@FunctionalInterface
interface Decisions {
    /** @param proof what {@code proofs} writes out; only where the class is patched */
    void add(RemedyClass remedies, Grounds grounds, int proof, Proofs proofs);
}
