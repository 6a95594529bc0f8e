package io.patchwave.exposure;

/**
 * A remedy group with the grounds on which it was answered, under its number: what the bitmaps of sets are made of. Equal
 * answers of many sets are one; what proves it on one machine is told by {@link Proofs}.
 */
record Ruling(int id, RemedyGroup group, Grounds grounds) {
    Verdict verdict() {
        return grounds.verdict();
    }
}
