package io.patchwave.catalog.feed;

import io.patchwave.catalog.feed.CvrfDocument.Component;
import io.patchwave.catalog.feed.CvrfDocument.Flaw;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a CVRF 1.1 document, Microsoft's or another publisher's, by streaming. */
public final class CvrfReader {
    private final Xml xml;
    private final FlawReader flawReader;
    private final Map<String, String> products = new LinkedHashMap<>();
    private final List<CvrfDocument.NamedProduct> named = new ArrayList<>();
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private String id = "";
    private String title = "";
    private String publisher = "";
    private @Nullable Instant initial;
    private @Nullable Instant current;

    private CvrfReader(Xml xml) {
        this.xml = xml;
        this.flawReader = new FlawReader(xml);
    }

    /** The document; {@link DocumentRefused} when it is not well-formed, has a DTD, or lacks its id or release dates. */
    public static CvrfDocument read(InputStream content, String file) throws IOException {
        return new CvrfReader(new Xml(content, file)).document();
    }

    private CvrfDocument document() throws IOException {
        if (!xml.name().equals("cvrfdoc")) {
            throw xml.fault("the root element is <" + xml.name() + ">, a CVRF document begins with <cvrfdoc>.");
        }
        while (xml.child(1)) {
            switch (xml.name()) {
                case "DocumentTitle" -> title = xml.text();
                case "DocumentPublisher" -> publisher = xml.text();
                case "DocumentTracking" -> tracking();
                case "DocumentNotes" -> documentNotes();
                case "ProductTree" -> productTree();
                case "Vulnerability" -> flaws.add(flawReader.read());
                default -> {}
            }
        }
        xml.end();
        if (id.isEmpty() || initial == null || current == null) {
            throw xml.fault("DocumentTracking lacks its ID, InitialReleaseDate or CurrentReleaseDate.");
        }
        return new CvrfDocument(id, title, publisher, initial, current, products, named, components, notes, flaws);
    }

    private void tracking() throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            switch (xml.name()) {
                case "Identification" -> identification();
                case "InitialReleaseDate" -> initial = Dates.instant(xml.text());
                case "CurrentReleaseDate" -> current = Dates.instant(xml.text());
                default -> {}
            }
        }
    }

    private void identification() throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            if (xml.name().equals("ID")) {
                id = xml.text();
            }
        }
    }

    private void documentNotes() throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            notes.put(xml.attributeOrEmpty("Title"), xml.text());
        }
    }

    /** Branches nest freely; names stand at any depth. */
    private void productTree() throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            switch (xml.name()) {
                case "FullProductName" -> product();
                case "Relationship" -> relationship();
                case "Branch", "ProductGroups" -> productTree();
                default -> {}
            }
        }
    }

    private void product() throws IOException {
        String product = xml.attributeOrEmpty("ProductID");
        String cpe = xml.attribute("CPE");
        String name = xml.text();
        products.put(product, name);
        named.add(new CvrfDocument.NamedProduct(product, name, cpe));
    }

    private void relationship() throws IOException {
        Component component = new Component(
                xml.attributeOrEmpty("ProductReference"), xml.attributeOrEmpty("RelatesToProductReference"));
        int here = xml.depth();
        while (xml.child(here)) {
            components.put(xml.attributeOrEmpty("ProductID"), component);
        }
    }
}
