package io.patchwave.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.patchwave.inventory.LinuxSoftware.Deb;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.inventory.WindowsSoftware.FileVersion;
import io.patchwave.inventory.WindowsSoftware.Program;
import io.patchwave.platform.json.Json;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An item of the dictionary as text: a letter for its kind and JSON of its members in the record's order. Pure ASCII, so
 * that whatever Java holds in a string comes back as it was. Equal items have equal texts; a changed text is another item.
 */
final class ItemForm {
    private static final ObjectWriter WRITER = Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private ItemForm() {}

    static String write(Object item) {
        if (item instanceof Rpm rpm) {
            return text('r', rpm.nevra(), rpm.sourceRpm(), rpm.modularity(), rpm.vendor());
        }
        if (item instanceof Deb deb) {
            return text('d', deb.name(), deb.version(), deb.arch(), deb.source(), deb.sourceVersion(), deb.status());
        }
        if (item instanceof String hotfix) {
            return text('k', hotfix);
        }
        if (item instanceof Program program) {
            return text('p', program.name(), program.version(), program.publisher(), program.arch());
        }
        if (item instanceof FileVersion file) {
            return text('f', file.path(), file.version());
        }
        return (item instanceof WindowsSoftware ? 'w' : 'l') + json(item);
    }

    /** {@code shared} answers the one instance of a text that many items have. */
    static Object read(String text, UnaryOperator<String> shared) {
        String json = text.substring(1);
        return switch (text.charAt(0)) {
            case 'l' -> Json.read(json, LinuxSoftware.class);
            case 'w' -> Json.read(json, WindowsSoftware.class);
            default -> share(read(text.charAt(0), Json.read(json, String[].class)), shared);
        };
    }

    private static Object read(char kind, String[] member) {
        return switch (kind) {
            case 'r' -> new Rpm(member[0], member[1], member[2], member[3]);
            case 'd' -> new Deb(member[0], member[1], member[2], member[3], member[4], member[5]);
            case 'k' -> member[0];
            case 'p' -> new Program(member[0], member[1], member[2], member[3]);
            case 'f' -> new FileVersion(member[0], member[1]);
            default -> throw new IllegalStateException("unknown kind of inventory item: " + kind);
        };
    }

    /** The same item made of shared texts. */
    static Object share(Object item, UnaryOperator<String> shared) {
        if (item instanceof Rpm rpm) {
            return new Rpm(
                    rpm.nevra(), of(rpm.sourceRpm(), shared), of(rpm.modularity(), shared), of(rpm.vendor(), shared));
        }
        if (item instanceof Deb deb) {
            return new Deb(
                    shared.apply(deb.name()),
                    shared.apply(deb.version()),
                    of(deb.arch(), shared),
                    shared.apply(deb.source()),
                    shared.apply(deb.sourceVersion()),
                    of(deb.status(), shared));
        }
        if (item instanceof Program program) {
            return new Program(
                    shared.apply(program.name()),
                    of(program.version(), shared),
                    of(program.publisher(), shared),
                    of(program.arch(), shared));
        }
        return item instanceof FileVersion file
                ? new FileVersion(shared.apply(file.path()), shared.apply(file.version()))
                : item;
    }

    private static @Nullable String of(@Nullable String text, UnaryOperator<String> shared) {
        return text == null ? null : shared.apply(text);
    }

    private static String text(char kind, @Nullable String... members) {
        return kind + json(Arrays.asList(members));
    }

    private static String json(Object content) {
        try {
            return WRITER.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + content.getClass(), e);
        }
    }
}
