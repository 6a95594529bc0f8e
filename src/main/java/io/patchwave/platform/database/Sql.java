package io.patchwave.platform.database;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hand-written SQL in the caller's transaction. Only repositories use it, with statements that both databases take
 * (engineering, section 4); statements are constants, so that one test prepares them all on both.
 *
 * <p>Parameters: {@code Instant} becomes a timestamp with time zone, {@code byte[]} bytea, enums their name, collections of
 * {@code UUID}, {@code Long}, {@code Integer} or {@code String} an array (for {@code = any(?)} and {@code unnest(?)}).
 * A failing statement is an {@link SqlFailure}.
 */
@ApplicationScoped
public class Sql {
    private final AgroalDataSource source;

    Sql(AgroalDataSource source) {
        this.source = source;
    }

    /** All rows, in the statement's order. */
    public <T> List<T> list(String statement, RowMapper<T> mapper, @Nullable Object... parameters) {
        return with(statement, prepared -> {
            bind(prepared, parameters);
            List<T> rows = new ArrayList<>();
            try (ResultSet result = prepared.executeQuery()) {
                while (result.next()) {
                    rows.add(mapper.map(result));
                }
            }
            return rows;
        });
    }

    /** The first row, if there is one. */
    public <T> Optional<T> one(String statement, RowMapper<T> mapper, @Nullable Object... parameters) {
        return with(statement, prepared -> {
            prepared.setMaxRows(1);
            bind(prepared, parameters);
            try (ResultSet result = prepared.executeQuery()) {
                return result.next() ? Optional.of(mapper.map(result)) : Optional.<T>empty();
            }
        });
    }

    /** The number a counting statement answers; 0 when it has no row or null. */
    public long number(String statement, @Nullable Object... parameters) {
        return one(statement, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** Executes a change; answers how many rows it touched. */
    public int update(String statement, @Nullable Object... parameters) {
        return with(statement, prepared -> {
            bind(prepared, parameters);
            return prepared.executeUpdate();
        });
    }

    /** Executes the change for each row of parameters, in batches of 1,000; answers how many rows were touched in all. */
    public int batch(String statement, Collection<? extends @Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return with(statement, prepared -> {
            int touched = 0;
            int waiting = 0;
            for (Object[] row : rows) {
                bind(prepared, row);
                prepared.addBatch();
                if (++waiting % 1000 == 0) {
                    touched += sum(prepared.executeBatch());
                }
            }
            return touched + sum(prepared.executeBatch());
        });
    }

    /** The value of a timestamp column, or null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The value of a timestamp column that is never null. */
    public static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The value of a uuid column, or null. */
    public static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** The value of a text array column; empty when null. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object element : (Object[]) array.getArray()) {
            texts.add(String.valueOf(element));
        }
        return texts;
    }

    private <T> T with(String statement, Work<T> work) {
        try (Connection connection = source.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            return work.run(prepared);
        } catch (SQLException e) {
            throw new SqlFailure(statement, e);
        }
    }

    private static int sum(int[] counts) {
        int total = 0;
        for (int count : counts) {
            total += Math.max(count, 0);
        }
        return total;
    }

    static void bind(PreparedStatement prepared, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bindOne(prepared, i + 1, parameters[i]);
        }
    }

    private static void bindOne(PreparedStatement prepared, int index, @Nullable Object content) throws SQLException {
        if (content instanceof Instant instant) {
            prepared.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
        } else if (content instanceof String text) {
            prepared.setString(index, storable(text));
        } else if (content instanceof byte[] bytes) {
            prepared.setBytes(index, bytes);
        } else if (content instanceof Enum<?> constant) {
            prepared.setString(index, constant.name());
        } else if (content instanceof LocalDate date) {
            prepared.setObject(index, date);
        } else if (content instanceof Collection<?> elements && elements.isEmpty()) {
            bindNothing(prepared, index);
        } else if (content instanceof Collection<?> elements) {
            prepared.setArray(index, prepared.getConnection().createArrayOf(typeOf(elements), elements.toArray()));
        } else {
            prepared.setObject(index, content);
        }
    }

    /** An empty array tells no element type: PostgreSQL takes it from the statement, H2 from nowhere. */
    private static void bindNothing(PreparedStatement prepared, int index) throws SQLException {
        Connection connection = prepared.getConnection();
        if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            prepared.setObject(index, "{}", Types.OTHER);
        } else {
            prepared.setArray(index, connection.createArrayOf("text", new Object[0]));
        }
    }

    /** PostgreSQL's text cannot hold U+0000, which publishers' and hosts' documents may: it is left out, on both databases. */
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private static String typeOf(Collection<?> elements) {
        Object first = elements.iterator().next();
        if (first instanceof UUID) {
            return "uuid";
        }
        if (first instanceof Long) {
            return "bigint";
        }
        return first instanceof Integer ? "integer" : "text";
    }

    private interface Work<T> {
        T run(PreparedStatement prepared) throws SQLException;
    }
}
