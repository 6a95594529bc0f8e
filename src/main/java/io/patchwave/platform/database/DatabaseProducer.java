package io.patchwave.platform.database;

import io.patchwave.platform.config.PatchwaveConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses the database by the URL's prefix, once, when the server starts. */
@ApplicationScoped
class DatabaseProducer {
    @Produces
    @Singleton
    Database database(PatchwaveConfig config, Sql sql) {
        return DelegatingDriver.isH2(config.database().url()) ? new H2Database(sql) : new PostgresqlDatabase(sql);
    }

    void check(@Observes @Priority(1) StartupEvent start, Database database) {
        database.check();
    }
}
