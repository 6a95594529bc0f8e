package io.patchwave.inventory.imports;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.input.Limits;
import io.patchwave.platform.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** Reads one file, telling what it is by its content where nobody said. */
final class HostFile {
    private static final int HEAD = 64 << 10;
    private static final int MOST_BYTES = (int) Limits.DOCUMENT.bytes();
    private static final int WORKBOOK_EXPANDS = 256 << 20;

    private final Source source;
    private final BufferedInputStream content;
    private final Findings findings;

    private HostFile(Source source, InputStream content, Findings findings) {
        this.source = source;
        this.content = new BufferedInputStream(content, HEAD);
        this.findings = findings;
    }

    /**
     * Reads the file into the findings.
     *
     * @param asked {@code AUTO} or {@code ZIP}: by content
     * @throws InputRefused with a sentence that follows the file's name, when the file as a whole cannot be taken
     */
    static void read(Source source, Format asked, InputStream content, Findings findings) throws IOException {
        new HostFile(source, content, findings).read(asked);
    }

    private void read(Format asked) throws IOException {
        content.mark(HEAD);
        byte[] head = content.readNBytes(HEAD);
        content.reset();
        Format format = asked == Format.AUTO || asked == Format.ZIP ? formatOf(source, head) : asked;
        switch (format) {
            case INVENTORY -> inventories(head);
            case CSV -> csv(head);
            case XLSX -> xlsx();
            case SYSTEMINFO, QFE, RPM_QA, DPKG_L -> listing(format);
            case AUTO, ZIP ->
                throw new InputRefused("cannot be told: it is none of systeminfo, wmic qfe, rpm -qa, dpkg -l,"
                        + " a host list (CSV or XLSX) or an inventory document");
        }
    }

    /** What the first bytes are of; {@code AUTO} when they are nothing known. The name decides only for an empty file. */
    static Format formatOf(Source source, byte[] head) throws InputRefused {
        if (Archive.isWorkbook(head)) {
            return Format.XLSX;
        }
        if (head.length > 3 && (head[0] & 0xff) == 0xd0 && (head[1] & 0xff) == 0xcf) {
            throw new InputRefused("is a workbook of the old kind (.xls); save it as .xlsx or CSV");
        }
        String text = SourceText.of(head);
        if (text.isBlank()) {
            return source.name().toLowerCase(java.util.Locale.ROOT).matches(".*(qfe|hotfix).*")
                    ? Format.QFE
                    : Format.AUTO;
        }
        char first = text.stripLeading().charAt(0);
        if (first == '{' || first == '[') {
            return Format.INVENTORY;
        }
        if (SystemInfo.recognises(text)) {
            return Format.SYSTEMINFO;
        }
        if (HotfixList.recognises(text)) {
            return Format.QFE;
        }
        if (HostTable.recognises(firstRow(text))) {
            return Format.CSV;
        }
        if (RpmList.recognises(text)) {
            return Format.RPM_QA;
        }
        return DebList.recognises(text) ? Format.DPKG_L : Format.AUTO;
    }

    private void listing(Format format) throws IOException {
        byte[] bytes = content.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new InputRefused("is larger than " + MOST_BYTES + " bytes, which no such listing is");
        }
        String text = SourceText.of(bytes);
        List<String> notes = new ArrayList<>();
        switch (format) {
            case SYSTEMINFO -> SystemInfo.read(source, text, notes).forEach(findings::host);
            case RPM_QA -> findings.host(RpmList.read(source, text, notes));
            case DPKG_L -> findings.host(DebList.read(source, text, notes));
            default -> {
                if (!text.isBlank() && !HotfixList.recognises(text)) {
                    throw new InputRefused("is no list of hotfixes: no column or member HotFixID");
                }
                findings.hotfixes(source, HotfixList.read(text));
            }
        }
        notes.forEach(findings::note);
    }

    private void inventories(byte[] head) throws IOException {
        if (isByLine(head)) {
            long number = 0;
            for (byte[] line = line(); line != null; line = line()) {
                number++;
                inventoryLine(number, line);
            }
            return;
        }
        Bounded bounded = new Bounded(content);
        try (JsonParser parser = Json.mapper().createParser(bounded)) {
            long number = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                    continue;
                }
                bounded.next();
                number++;
                inventory(
                        number == 1 ? source.name() : source.name() + ", document " + number, parser.readValueAsTree());
            }
        } catch (JacksonException e) {
            throw new InputRefused("is no well-formed JSON: " + e.getOriginalMessage() + position(e));
        }
    }

    private void inventoryLine(long number, byte[] line) {
        String origin = source.name() + ", line " + number;
        try {
            if (new String(line, StandardCharsets.UTF_8).isBlank()) {
                return;
            }
            inventory(origin, Json.mapper().readTree(line));
        } catch (JacksonException e) {
            findings.rejected(origin + " is no well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            findings.rejected(origin + ": " + e.getMessage());
        }
    }

    private void inventory(String origin, JsonNode node) {
        if (!(node instanceof ObjectNode document)) {
            findings.rejected(origin + " is no inventory document: a JSON object is wanted");
            return;
        }
        String machineId = document.path("machineId").textValue();
        String hostname = document.path("hostname").textValue();
        hostname = hostname == null ? document.path("id").textValue() : hostname;
        boolean alone = origin.equals(source.name());
        findings.host(new FoundHost(
                origin,
                machineId,
                hostname == null && machineId == null && alone ? source.stem() : hostname,
                document,
                FoundHost.Asset.NONE));
    }

    private static String position(JacksonException e) {
        return e.getLocation() == null ? "" : " (byte " + e.getLocation().getByteOffset() + ")";
    }

    /** Whether the first line is a whole JSON object and there is more after it: then a broken line costs only itself. */
    private static boolean isByLine(byte[] head) {
        int end = 0;
        while (end < head.length && head[end] != '\n') {
            end++;
        }
        if (new String(head, end, head.length - end, StandardCharsets.UTF_8).isBlank()) {
            return false;
        }
        try {
            return Json.mapper().readTree(head, 0, end).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private byte @Nullable [] line() throws IOException {
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        int octet = content.read();
        if (octet < 0) {
            return null;
        }
        for (; octet >= 0 && octet != '\n'; octet = content.read()) {
            if (line.size() > MOST_BYTES) {
                throw new InputRefused("has a line of more than " + MOST_BYTES + " bytes");
            }
            line.write(octet);
        }
        return line.toByteArray();
    }

    private void csv(byte[] head) throws IOException {
        Charset charset = Objects.requireNonNullElse(SourceText.charset(head), StandardCharsets.UTF_16LE);
        char separator = separator(firstLine(SourceText.decode(head, charset)));
        HostTable table = null;
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(separator)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .detectBomHeader(true)
                .ofCsvRecord(new InputStreamReader(content, charset))) {
            for (CsvRecord row : rows) {
                List<String> cells = row.getFields();
                if (table == null) {
                    table = HostTable.of(source.name(), withoutMark(cells));
                } else {
                    row(table, row.getStartingLineNumber(), cells);
                }
            }
        } catch (CsvParseException e) {
            throw new InputRefused("is no CSV: " + e.getMessage());
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        if (table == null) {
            throw new InputRefused("is empty");
        }
    }

    private void row(HostTable table, long number, List<String> cells) {
        if (cells.stream().allMatch(String::isBlank)) {
            return;
        }
        try {
            findings.host(table.row(number, cells));
        } catch (InputRefused e) {
            findings.rejected(source.name() + ", row " + number + " " + e.getMessage() + ".");
        }
    }

    private void xlsx() throws IOException {
        byte[] bytes = content.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new InputRefused("is a workbook of more than " + MOST_BYTES + " bytes");
        }
        if (Archive.inflatedSize(bytes, WORKBOOK_EXPANDS) > WORKBOOK_EXPANDS) {
            throw new InputRefused("is a workbook that expands to more than " + WORKBOOK_EXPANDS + " bytes");
        }
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes));
                var rows = workbook.getFirstSheet().openStream()) {
            HostTable table = null;
            for (Row row : (Iterable<Row>) rows::iterator) {
                List<String> cells = new ArrayList<>();
                for (int at = 0; at < row.getCellCount(); at++) {
                    cells.add(row.getCell(at) == null ? "" : row.getCellText(at));
                }
                if (table == null) {
                    table = HostTable.of(source.name(), cells);
                } else {
                    row(table, row.getRowNum(), cells);
                }
            }
            if (table == null) {
                throw new InputRefused("is empty");
            }
        } catch (InputRefused e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            // The library tells of damage in many types of its own, in words that are for programmers.
            throw new InputRefused("is no workbook that can be read; open it and save it as .xlsx again, or as CSV");
        }
    }

    private static List<String> withoutMark(List<String> cells) {
        List<String> copy = new ArrayList<>(cells);
        copy.set(0, copy.get(0).replace("\uFEFF", ""));
        return copy;
    }

    private static String firstLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    private static List<String> firstRow(String text) {
        String line = firstLine(text);
        return List.of(line.replace("\"", "").split(String.valueOf(separator(line))));
    }

    private static char separator(String header) {
        long commas = header.chars().filter(c -> c == ',').count();
        long semicolons = header.chars().filter(c -> c == ';').count();
        long tabs = header.chars().filter(c -> c == '\t').count();
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    /** Stops a single document that is larger than any host's. */
    private static final class Bounded extends java.io.FilterInputStream {
        private long left = MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
        }

        /** The next document begins. */
        void next() {
            left = MOST_BYTES;
        }

        @Override
        public int read() throws IOException {
            left--;
            return check(super.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            left -= Math.max(count, 0);
            return check(count);
        }

        private int check(int result) throws InputRefused {
            if (left < 0) {
                throw new InputRefused("has a document of more than " + MOST_BYTES + " bytes");
            }
            return result;
        }
    }
}
