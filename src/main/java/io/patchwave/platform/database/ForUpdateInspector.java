package io.patchwave.platform.database;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * H2 knows {@code for update} only; Hibernate's pessimistic locks say {@code for no key update} and {@code for share} in
 * PostgreSQL's dialect.
 */
@PersistenceUnitExtension
public class ForUpdateInspector implements StatementInspector {
    private static final long serialVersionUID = 1L;

    @Override
    public String inspect(String sql) {
        return sql.replace(" for no key update", " for update").replace(" for share", " for update");
    }
}
