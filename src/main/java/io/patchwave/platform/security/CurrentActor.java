package io.patchwave.platform.security;

/** Who acts in the present request or job; implemented by access, asked by audit and others. */
public interface CurrentActor {
    /** Never null: {@link Actor#SYSTEM} outside a request. */
    Actor actor();
}
