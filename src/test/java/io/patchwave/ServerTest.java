package io.patchwave;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test against the running server: once on H2, once on PostgreSQL, one boot each. */
@QuarkusTest
@WithTestResource(value = Db.class, scope = TestResourceScope.GLOBAL)
@Tag("database")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ServerTest {}
