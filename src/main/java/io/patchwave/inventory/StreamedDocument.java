package io.patchwave.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.inventory.LinuxSoftware.Deb;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.inventory.WindowsSoftware.Program;
import io.patchwave.platform.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document read in one pass, its long lists of packages and programs without a tree between: a third of the time. Only what is in every
 * respect as it should be is read so; for all else {@link #read} is null, and {@link DocumentNode} says what is wrong.
 *
 * @param rest the document without the lists
 * @param packages null where it has none
 * @param debs null where it has none
 * @param programs null where it has none
 */
record StreamedDocument(
        ObjectNode rest,
        @Nullable List<Rpm> packages,
        @Nullable List<Deb> debs,
        @Nullable List<Program> programs) {
    private static final String[] RPM = {"nevra", "sourceRpm", "modularity", "vendor"};
    private static final String[] DEB = {"name", "version", "arch", "source", "sourceVersion", "status"};

    private static final String[] PROGRAM = {"name", "version", "publisher", "arch"};
    private static final Set<String> LISTS = Set.of("packages", "debs", "programs");

    /** Null for a document that has to be looked at member by member. */
    static @Nullable StreamedDocument read(byte[] document) {
        try (JsonParser parser = Json.mapper().getFactory().createParser(document)) {
            StreamedDocument read = parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : null;
            return read == null || parser.nextToken() != null ? null : read;
        } catch (IOException | Irregular e) {
            return null;
        }
    }

    private static @Nullable StreamedDocument read(JsonParser parser) throws IOException {
        ObjectNode rest = Json.mapper().createObjectNode();
        List<Rpm> packages = null;
        List<Deb> debs = null;
        List<Program> programs = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean list = parser.nextToken() == JsonToken.START_ARRAY;
            if (list && name.equals("packages") && packages == null) {
                packages = packages(parser);
            } else if (list && name.equals("debs") && debs == null) {
                debs = debs(parser);
            } else if (list && name.equals("programs") && programs == null) {
                programs = programs(parser);
            } else if (rest.has(name) || LISTS.contains(name)) {
                return null;
            } else {
                JsonNode member = Json.mapper().readTree(parser);
                rest.set(name, member);
            }
        }
        return new StreamedDocument(rest, packages, debs, programs);
    }

    private static List<Rpm> packages(JsonParser parser) throws IOException {
        List<Rpm> rpms = new ArrayList<>(512);
        @Nullable String[] member = new String[RPM.length];
        @Nullable String[] last = new String[RPM.length];
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                Arrays.fill(member, null);
                member[0] = text(parser, null);
            } else {
                members(parser, RPM, member, last);
            }
            String nevra = member[0] == null ? null : LinuxReader.nevra(member[0]);
            if (nevra == null) {
                throw new Irregular();
            }
            if (!LinuxReader.isKey(nevra)) {
                rpms.add(LinuxReader.rpm(nevra, member[1], member[2], member[3]));
            }
        }
        return rpms;
    }

    private static List<Deb> debs(JsonParser parser) throws IOException {
        List<Deb> debs = new ArrayList<>(512);
        @Nullable String[] member = new String[DEB.length];
        @Nullable String[] last = new String[DEB.length];
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            members(parser, DEB, member, last);
            String name = member[0];
            String version = member[1];
            if (name == null || version == null) {
                throw new Irregular();
            }
            debs.add(LinuxReader.deb(name, version, member[2], member[3], member[4], member[5]));
        }
        return debs;
    }

    private static List<Program> programs(JsonParser parser) throws IOException {
        List<Program> programs = new ArrayList<>(512);
        @Nullable String[] member = new String[PROGRAM.length];
        @Nullable String[] last = new String[PROGRAM.length];
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            members(parser, PROGRAM, member, last);
            String name = member[0];
            if (name != null) {
                programs.add(new Program(name, member[1], member[2], member[3]));
            }
        }
        return programs;
    }

    /**
     * The texts of an object's known members, by their places among the names; others are passed over. {@code last} has what
     * each member was before, in whatever object: vendors and sources are mostly the same again.
     */
    private static void members(JsonParser parser, String[] names, @Nullable String[] member, @Nullable String[] last)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Irregular();
        }
        Arrays.fill(member, null);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int place = 0;
            while (place < names.length && !names[place].equals(name)) {
                place++;
            }
            JsonToken token = parser.nextToken();
            if (place == names.length) {
                parser.skipChildren();
            } else if (token == JsonToken.VALUE_STRING) {
                member[place] = text(parser, last[place]);
                last[place] = member[place];
            } else if (token == JsonToken.VALUE_NULL) {
                member[place] = null;
            } else {
                throw new Irregular();
            }
        }
    }

    private static @Nullable String text(JsonParser parser, @Nullable String last) throws IOException {
        if (last != null && isAgain(parser, last)) {
            return last;
        }
        String text = parser.getText().strip();
        if (text.length() > DocumentNode.LONGEST || text.indexOf('\0') >= 0) {
            throw new Irregular();
        }
        return text.isEmpty() ? null : text;
    }

    private static boolean isAgain(JsonParser parser, String last) throws IOException {
        int length = parser.getTextLength();
        if (length != last.length()) {
            return false;
        }
        char[] characters = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = length - 1; i >= 0; i--) {
            if (characters[offset + i] != last.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The document has to be looked at member by member. */
    private static final class Irregular extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Irregular() {
            super("irregular", null, false, false);
        }
    }
}
