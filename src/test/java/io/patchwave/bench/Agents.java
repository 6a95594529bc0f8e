package io.patchwave.bench;

import io.patchwave.access.AgentTokens;
import io.patchwave.bench.fleet.Fleet;
import io.patchwave.platform.id.Secrets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The fleet's hosts as rows, put where enrolment would put them: each with a token of its own as the server keeps it. Host
 * {@code n} has set {@code n} while there is one; the hosts beyond share those sets in turns.
 */
final class Agents {
    /** What the first {@value #TAGGED} Linux hosts are tagged with: those whose agents poll. */
    static final String TAG = "bench-polled";

    static final int TAGGED = 10_000;

    /** How long ago all that was. */
    static final Duration AGE = Duration.ofDays(10);

    private static final String HOST =
            "insert into inventory_host (id, machine_id, hostname, os_family, tags, criticality,"
                    + " status, managed, earlier_boots, reboot_pending, boot_id, enrolled_at)"
                    + " values (?, ?, ?, ?, ?, 'normal', 'active', 'agent', ?, false, 'boot-1', ?)";
    private static final String SEEN = "insert into inventory_host_seen (host_id, at) values (?, ?)";
    private static final String TOKEN = "insert into access_agent_token (secret_hash, host_id, state, issued_at,"
            + " first_used_at) values (?, ?, 'PRESENT', ?, ?)";
    private static final String SPREAD = "update inventory_host set software_set_id = ?, inventory_digest = ?,"
            + " os_family = ?, os_name = ?, os_version = ?, os_build = ?, os_revision = ?, os_architecture = ?,"
            + " evidence_at = ? where id = ?";
    private static final String STATE = "insert into inventory_host_state (host_id, rev, at, software_set_id,"
            + " inventory_digest, boot_id) values (?, 0, ?, ?, ?, 'boot-1')";
    private static final String SET =
            "select software_set_id, inventory_digest, os_family, os_name, os_version, os_build,"
                    + " os_revision, os_architecture from inventory_host where id = ?";

    private final List<String> tokens = new ArrayList<>();

    /** The host's id. */
    static UUID id(int host) {
        return new UUID(0x0197_0000_0000_7000L, 0x8000_0000_0000_0000L | host);
    }

    String token(int host) {
        return tokens.get(host);
    }

    int count() {
        return tokens.size();
    }

    /** The tagged hosts, as far as they are there. */
    List<Integer> polling() {
        return IntStream.range(0, count())
                .filter(host -> !Fleet.windows(host))
                .limit(TAGGED)
                .boxed()
                .toList();
    }

    /** Adds hosts until there are {@code count}. */
    void add(Connection connection, int count) throws SQLException {
        OffsetDateTime then = then();
        try (PreparedStatement hosts = connection.prepareStatement(HOST);
                PreparedStatement seen = connection.prepareStatement(SEEN);
                PreparedStatement secrets = connection.prepareStatement(TOKEN)) {
            Array none = connection.createArrayOf("text", new Object[0]);
            Array tag = connection.createArrayOf("text", new Object[] {TAG});
            for (int host = tokens.size(); host < count; host++) {
                hosts.setObject(1, id(host));
                hosts.setString(2, "bench-machine-" + host);
                hosts.setString(3, "bench-%06d.example".formatted(host));
                hosts.setString(4, Fleet.windows(host) ? "windows" : "linux");
                hosts.setArray(5, !Fleet.windows(host) && host < TAGGED * 3 / 2 ? tag : none);
                hosts.setArray(6, none);
                hosts.setObject(7, then);
                hosts.addBatch();
                seen.setObject(1, id(host));
                seen.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
                seen.addBatch();
                String token = Secrets.create(AgentTokens.PREFIX);
                tokens.add(token);
                secrets.setString(1, Secrets.sha256(token));
                secrets.setObject(2, id(host));
                secrets.setObject(3, then);
                secrets.setObject(4, then);
                secrets.addBatch();
                if (host % 1000 == 999) {
                    flush(hosts, seen, secrets);
                }
            }
            flush(hosts, seen, secrets);
        }
        connection.commit();
    }

    /** Gives the hosts from {@code first} on the sets of the first {@code sets} hosts, in turns. */
    void share(Connection connection, int first, int sets) throws SQLException {
        OffsetDateTime then = then();
        List<Object[]> known = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(SET)) {
            for (int set = 0; set < sets; set++) {
                read.setObject(1, id(set));
                try (ResultSet row = read.executeQuery()) {
                    row.next();
                    Object[] values = new Object[8];
                    for (int at = 0; at < values.length; at++) {
                        values[at] = row.getObject(at + 1);
                    }
                    known.add(values);
                }
            }
        }
        try (PreparedStatement hosts = connection.prepareStatement(SPREAD);
                PreparedStatement states = connection.prepareStatement(STATE)) {
            for (int host = first; host < tokens.size(); host++) {
                Object[] values = known.get(host % sets);
                for (int at = 0; at < values.length; at++) {
                    hosts.setObject(at + 1, values[at]);
                }
                hosts.setObject(9, then);
                hosts.setObject(10, id(host));
                hosts.addBatch();
                states.setObject(1, id(host));
                states.setObject(2, then);
                states.setObject(3, values[0]);
                states.setObject(4, values[1]);
                states.addBatch();
                if (host % 1000 == 999) {
                    flush(hosts, states);
                }
            }
            flush(hosts, states);
        }
        connection.commit();
    }

    /** Makes everything that is known of sets ten days old, so that a past day has something to tell. */
    static void age(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String earlier = " set at = at - " + AGE.toDays() + " * interval '1' day where at > ?";
            for (String table : tables(
                    statement,
                    "columns",
                    "column_name = 'at' and (table_name = 'inventory_host_state'"
                            + " or table_name like 'exposure%change%')")) {
                try (PreparedStatement update = connection.prepareStatement("update " + table + earlier)) {
                    update.setObject(1, OffsetDateTime.now(ZoneOffset.UTC).minus(AGE.dividedBy(2)));
                    update.executeUpdate();
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                statement.execute("analyze");
            }
            connection.setAutoCommit(false);
        }
    }

    /** Forgets every answer: the tables that begin with {@code exposure_} are emptied, the note of the last sweep set back. */
    static void forgetExposure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<String> tables = tables(
                    statement,
                    "tables",
                    "table_name like 'exposure%' and table_name <> 'exposure_sweep'"
                            + " and table_type like '%TABLE%'");
            statement.execute("update exposure_sweep set catalog_rev = 0, upto = 0");
            if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                statement.execute("truncate " + String.join(", ", tables));
            } else {
                statement.execute("set referential_integrity false");
                for (String table : tables) {
                    statement.execute("truncate table " + table);
                }
                statement.execute("set referential_integrity true");
            }
        }
        connection.commit();
    }

    private static List<String> tables(Statement statement, String view, String condition) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select distinct table_name from information_schema." + view + " where " + condition)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static void flush(PreparedStatement... statements) throws SQLException {
        for (PreparedStatement statement : statements) {
            statement.executeBatch();
        }
    }

    private static OffsetDateTime then() {
        return Instant.now().minus(AGE).atOffset(ZoneOffset.UTC);
    }
}
