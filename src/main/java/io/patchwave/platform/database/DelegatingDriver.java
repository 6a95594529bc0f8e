package io.patchwave.platform.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One artifact, two databases, chosen when it starts: {@code jdbc:h2:} URLs go to H2 in PostgreSQL's mode, all others to
 * PostgreSQL's driver. What H2 needs to be durable and alike is appended here and cannot be overridden (engineering, law
 * 8): {@code jdbc:h2:file:./data/patchwave;WRITE_DELAY=500} → {@code jdbc:h2:file:/…/data/patchwave;MODE=PostgreSQL;…;WRITE_DELAY=0;…}.
 */
public class DelegatingDriver implements Driver {
    private static final String H2 = "jdbc:h2:";
    private static final String FILE = "jdbc:h2:file:";
    private static final String FIXED = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;QUERY_CACHE_SIZE=32;WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE";
    private static final Set<String> FIXED_KEYS = Arrays.stream(
                    FIXED.substring(1).split(";"))
            .map(setting -> setting.substring(0, setting.indexOf('=')))
            .collect(Collectors.toUnmodifiableSet());

    private final Driver h2 = new org.h2.Driver();
    private final Driver postgresql = new org.postgresql.Driver();

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!isH2(url)) {
            Properties batched = new Properties();
            batched.putAll(info);
            // Many rows in one statement; what the URL says of it comes first.
            batched.putIfAbsent("reWriteBatchedInserts", "true");
            return postgresql.connect(url, batched);
        }
        Properties credentials = new Properties();
        credentials.setProperty("user", info.getProperty("user", ""));
        credentials.setProperty("password", info.getProperty("password", ""));
        return h2.connect(h2Url(url), credentials);
    }

    /** Whether the URL is H2's. */
    static boolean isH2(String url) {
        return url.startsWith(H2);
    }

    /** The URL as H2 gets it. */
    static String h2Url(String url) {
        String[] parts = url.split(";");
        String base = parts[0];
        if (base.startsWith(FILE)) {
            base = FILE
                    + Path.of(base.substring(FILE.length())).toAbsolutePath().normalize();
        }
        String kept = Arrays.stream(parts)
                .skip(1)
                .filter(part -> !FIXED_KEYS.contains(part.split("=")[0].toUpperCase(Locale.ROOT)))
                .map(part -> ";" + part)
                .collect(Collectors.joining());
        return base + kept + FIXED;
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return isH2(url) || postgresql.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return isH2(url) ? h2.getPropertyInfo(url, info) : postgresql.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    static {
        try {
            DriverManager.registerDriver(new DelegatingDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
