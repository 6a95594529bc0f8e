package io.patchwave.platform.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes a value of the present row. */
@FunctionalInterface
public interface RowMapper<T> {
    /** The row's value; never null. */
    T map(ResultSet row) throws SQLException;
}
