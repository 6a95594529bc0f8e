package io.patchwave.platform.idempotency;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * As {@link Idempotent}, where the answer shows a secret once: the answer is not kept. A repeat is 409 and names what the
 * first call made, so that it can be revoked if its secret was lost on the way; nothing is made twice.
 */
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface IdempotentSecret {}
