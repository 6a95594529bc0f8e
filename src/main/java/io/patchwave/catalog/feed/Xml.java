package io.patchwave.catalog.feed;

import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.input.SafeXml;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks an XML document downwards by element depth; the root has depth 1. Whatever of a child was left unread is skipped. A
 * DTD is refused by name; faults say file, line and column.
 */
final class Xml {
    private final String file;
    private final XMLStreamReader reader;
    private int depth;

    /** Opens the document and stands on its root element. */
    Xml(InputStream content, String file) throws IOException {
        this.file = file;
        try {
            this.reader = SafeXml.reader(content);
        } catch (XMLStreamException e) {
            throw refused(file, null, e);
        }
        int event = next();
        while (event != XMLStreamConstants.START_ELEMENT) {
            if (event == XMLStreamConstants.DTD) {
                throw new DocumentRefused(
                        file, "it has a DTD (<!DOCTYPE …>); documents with a DTD or entities are not read.");
            }
            event = next();
        }
    }

    /** Moves to the next child of the element at that depth; false when that element has ended. */
    boolean child(int parent) throws IOException {
        while (depth >= parent) {
            if (next() == XMLStreamConstants.START_ELEMENT && depth == parent + 1) {
                return true;
            }
        }
        return false;
    }

    /** Local name of the element it stands on. */
    String name() {
        return reader.getLocalName();
    }

    /** Namespace of the element it stands on; empty when there is none. */
    String namespace() {
        String uri = reader.getNamespaceURI();
        return uri == null ? "" : uri;
    }

    /** How deep the element is that it stands on. */
    int depth() {
        return depth;
    }

    /** An attribute by its local name, whatever its namespace; null when absent. */
    @Nullable String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** An attribute that may be missing, then empty. */
    String attributeOrEmpty(String name) {
        String content = attribute(name);
        return content == null ? "" : content;
    }

    /** All text inside the element it stands on, markup left out, trimmed; stands after that element then. */
    String text() throws IOException {
        int own = depth;
        StringBuilder text = new StringBuilder();
        while (depth >= own) {
            int event = next();
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(content());
            }
        }
        return text.toString().strip();
    }

    /** Reads to the end of the document, so that whatever is broken behind the last element wanted is noticed. */
    void end() throws IOException {
        while (has()) {
            next();
        }
    }

    /** A fault at the present place. */
    DocumentRefused fault(String what) {
        return new DocumentRefused(file, place(reader.getLocation()) + what);
    }

    private boolean has() throws IOException {
        try {
            return reader.hasNext();
        } catch (XMLStreamException e) {
            throw refused(file, reader, e);
        }
    }

    private String content() throws IOException {
        try {
            return reader.getText();
        } catch (RuntimeException e) {
            throw refused(file, reader, e);
        }
    }

    private int next() throws IOException {
        try {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw fault("it uses the entity &" + reader.getLocalName() + ";, which is not read.");
            }
            return event;
        } catch (XMLStreamException | RuntimeException e) {
            throw refused(file, reader, e);
        }
    }

    /** What the parser found, in a sentence; a bound that was passed while reading keeps its own words. */
    private static IOException refused(String file, @Nullable XMLStreamReader reader, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputRefused inner) {
                return inner instanceof DocumentRefused
                        ? inner
                        : new DocumentRefused(file, String.valueOf(inner.getMessage()));
            }
        }
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String fault = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("not readable");
        return new DocumentRefused(
                file, (reader == null ? "" : place(reader.getLocation())) + "not well-formed XML: " + fault + ".");
    }

    private static String place(javax.xml.stream.Location location) {
        return "line " + location.getLineNumber() + ", column " + location.getColumnNumber() + ": ";
    }
}
