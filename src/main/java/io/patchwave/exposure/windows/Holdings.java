package io.patchwave.exposure.windows;

/** What a machine has of one product's updates, by their index there; one object for all products of a machine. */
final class Holdings {
    private static final byte ABSENT = 0;
    private static final byte RUNNING = 1;
    private static final byte WAITING = 2;

    final Machine machine;
    private final byte[] states;
    private Remedy[] remedies = {};

    /** @param widest the most updates that a product has */
    Holdings(Machine machine, int widest) {
        this.machine = machine;
        states = new byte[widest];
    }

    /** Turns to another product. */
    void turnTo(ProductIndex product) {
        remedies = product.remedies();
        int[] listed = machine.listed;
        int at = 0;
        for (int i = 0; i < remedies.length; i++) {
            Remedy remedy = remedies[i];
            while (at < listed.length && listed[at] < remedy.kb) {
                at++;
            }
            boolean there = at < listed.length && listed[at] == remedy.kb;
            states[i] = !there ? ABSENT : remedy.ownRevision() <= machine.revision ? RUNNING : WAITING;
        }
    }

    Remedy remedy(int index) {
        return remedies[index];
    }

    /** Listed and running: on 10.0 the revision outranks the list. */
    boolean has(int index) {
        return states[index] == RUNNING;
    }

    /** Listed, but above the running revision. */
    boolean waits(int index) {
        return states[index] == WAITING;
    }
}
