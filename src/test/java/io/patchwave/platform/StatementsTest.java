package io.patchwave.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.agroal.api.AgroalDataSource;
import io.patchwave.ServerTest;
import io.patchwave.platform.database.Database;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every hand-written statement is understood by both databases. */
@ServerTest
class StatementsTest {
    private static final Pattern STATEMENT = Pattern.compile(
            "\\s*(select|insert|update|delete|merge|with)\\s.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Inject
    AgroalDataSource source;

    @Inject
    Database database;

    @Test
    void every_hand_written_statement_can_be_prepared() throws Exception {
        Map<String, String> refused = new TreeMap<>();
        Map<String, String> statements = statements();
        try (Connection connection = source.getConnection()) {
            for (Map.Entry<String, String> statement : statements.entrySet()) {
                try (PreparedStatement prepared = connection.prepareStatement(statement.getValue())) {
                    prepared.getParameterMetaData().getParameterCount();
                    prepared.getMetaData();
                } catch (SQLException e) {
                    refused.put(statement.getKey(), e.getMessage());
                }
            }
        }
        assertThat(statements).hasSizeGreaterThan(10);
        assertThat(refused).isEmpty();
    }

    private Map<String, String> statements() throws ReflectiveOperationException {
        Map<String, String> statements = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.patchwave")) {
            if (ofTheOtherDatabase(type)) {
                continue;
            }
            Class<?> loaded =
                    Class.forName(type.getName(), false, Thread.currentThread().getContextClassLoader());
            for (Field field : loaded.getDeclaredFields()) {
                if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    String text = (String) field.get(null);
                    if (text != null && STATEMENT.matcher(text).matches()) {
                        statements.put(type.getSimpleName() + "." + field.getName(), text);
                    }
                }
            }
        }
        return statements;
    }

    private boolean ofTheOtherDatabase(JavaClass type) {
        return type.getSimpleName().equals(database.kind().equals("h2") ? "PostgresqlDatabase" : "H2Database");
    }
}
