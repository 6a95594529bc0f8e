package io.patchwave.platform.idempotency;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a creating resource method takes {@code Idempotency-Key} (design, section 2). For 24 h the same actor's
 * same key with the same method, path and body gets the first answer again; with another body it is 422; while the first
 * call still runs, 409. A call that was refused or failed may be repeated under its key.
 */
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
