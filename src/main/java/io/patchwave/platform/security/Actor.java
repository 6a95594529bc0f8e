package io.patchwave.platform.security;

import java.util.UUID;

/** A person (user name), an agent (host id) or the server itself. {@code kind} is {@code user}, {@code agent} or {@code system}. */
public record Actor(String kind, String name) {
    /** The host this agent speaks for; only agents have one. */
    public UUID hostId() {
        if (!kind.equals("agent")) {
            throw new IllegalStateException(kind + " " + name + " is no agent");
        }
        return UUID.fromString(name);
    }

    /** The server acting by itself: ticks, sealing, start. */
    public static final Actor SYSTEM = new Actor("system", "patchwave");
}
