package io.patchwave.catalog;

import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The facts that ship with the server; read once, the same for every catalog. */
public final class ShippedFacts {
    private static final String MS17_010 = "/catalog/ms17-010.json";
    private static final List<ShippedFact> ALL = List.of(read(MS17_010));

    private ShippedFacts() {}

    /** All of them, by id. */
    public static List<ShippedFact> all() {
        return ALL;
    }

    private static ShippedFact read(String resource) {
        try (InputStream in = ShippedFacts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the server was built without " + resource);
            }
            return Json.mapper().readValue(in, ShippedFact.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
