package io.patchwave.platform.database;

import java.sql.SQLException;

/** A hand-written statement failed; the message holds the statement, never its parameters. */
public class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String DUPLICATE_KEY = "23505";

    private final String state;

    SqlFailure(String statement, SQLException cause) {
        super(cause.getMessage() + " in: " + statement.strip().replaceAll("\\s+", " "), cause);
        this.state = String.valueOf(cause.getSQLState());
    }

    /** Whether a unique constraint refused the row. */
    public boolean duplicateKey() {
        return DUPLICATE_KEY.equals(state);
    }
}
