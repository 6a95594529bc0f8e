package io.patchwave.inventory.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One host as a file tells of it.
 *
 * @param origin the file, and the row or line where there is one
 * @param machineId what the file says the machine calls itself, or null
 * @param hostname null where neither the file nor its name tells
 * @param software an inventory document (design, 3.1), or null for a line of an asset list
 * @param asset what people wrote about it
 */
record FoundHost(
        String origin,
        @Nullable String machineId,
        @Nullable String hostname,
        @Nullable ObjectNode software,
        Asset asset) {

    /** What an asset list says of a host beside its software; null and empty mean "not said". */
    record Asset(
            @Nullable String ip,
            @Nullable String owner,
            @Nullable String criticality,
            @Nullable String zone,
            List<String> tags) {
        /** Nothing said. */
        static final Asset NONE = new Asset(null, null, null, null, List.of());
    }

    /** A host with software and nothing else. */
    static FoundHost of(String origin, @Nullable String hostname, ObjectNode software) {
        return new FoundHost(origin, null, hostname, software, Asset.NONE);
    }

    /** The same host under that machine id and name. */
    FoundHost as(@Nullable String otherMachineId, @Nullable String otherHostname) {
        return new FoundHost(origin, otherMachineId, otherHostname, software, asset);
    }

    /** Machine id, hostname or address: what a person would call it. */
    String label() {
        return Objects.requireNonNullElse(hostname, Objects.requireNonNullElse(machineId, origin));
    }
}
