package io.patchwave.bench;

import io.patchwave.bench.fleet.Fleet;

/** A size of the fleet on a database, and where its figures go. */
record Run(Fleet fleet, Agents agents, Store store, int hosts, int sets, Table table) {
    boolean embedded() {
        return store.embedded();
    }

    void put(Table.Kind kind, double figure) {
        table.put(
                new Table.Kind(kind.what() + ", " + store.name(), kind.unit(), kind.target(), kind.better()),
                hosts,
                figure);
    }

    /** Hosts that run Linux. */
    int linuxHosts() {
        int linux = 0;
        for (int host = 0; host < hosts; host++) {
            linux += Fleet.windows(host % sets) ? 0 : 1;
        }
        return linux;
    }
}
