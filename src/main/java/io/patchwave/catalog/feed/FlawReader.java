package io.patchwave.catalog.feed;

import io.patchwave.catalog.feed.CvrfDocument.Flaw;
import io.patchwave.catalog.feed.CvrfDocument.Remediation;
import io.patchwave.catalog.feed.CvrfDocument.Status;
import io.patchwave.catalog.feed.CvrfDocument.Threat;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one {@code Vulnerability} of a CVRF document. */
final class FlawReader {
    private final Xml xml;
    private final Map<String, String> shared = new HashMap<>();

    FlawReader(Xml xml) {
        this.xml = xml;
    }

    Flaw read() throws IOException {
        int here = xml.depth();
        String cve = "";
        String title = "";
        String description = "";
        List<Status> statuses = new ArrayList<>();
        List<Threat> threats = new ArrayList<>();
        List<Remediation> remediations = new ArrayList<>();
        Instant published = null;
        while (xml.child(here)) {
            switch (xml.name()) {
                case "CVE" -> cve = xml.text();
                case "Title" -> title = xml.text();
                case "Notes" -> description = description();
                case "ProductStatuses" -> statuses(statuses);
                case "Threats" -> threats(threats);
                case "Remediations" -> remediations(remediations);
                case "RevisionHistory" -> published = firstRevision();
                default -> {}
            }
        }
        return new Flaw(cve, title, description, statuses, threats, remediations, published);
    }

    private String description() throws IOException {
        int here = xml.depth();
        String description = "";
        while (xml.child(here)) {
            boolean wanted = xml.attributeOrEmpty("Title").contains("Description");
            String text = xml.text();
            if (wanted && description.isEmpty()) {
                description = text;
            }
        }
        return description;
    }

    private void statuses(List<Status> statuses) throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            String type = share(xml.attributeOrEmpty("Type"));
            List<String> products = new ArrayList<>();
            int inner = xml.depth();
            while (xml.child(inner)) {
                products.add(share(xml.text()));
            }
            statuses.add(new Status(type, products));
        }
    }

    private void threats(List<Threat> threats) throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            String type = share(xml.attributeOrEmpty("Type"));
            String description = "";
            List<String> products = new ArrayList<>();
            int inner = xml.depth();
            while (xml.child(inner)) {
                if (xml.name().equals("Description")) {
                    description = share(xml.text());
                } else if (xml.name().equals("ProductID")) {
                    products.add(share(xml.text()));
                }
            }
            threats.add(new Threat(type, description, products));
        }
    }

    private void remediations(List<Remediation> remediations) throws IOException {
        int here = xml.depth();
        while (xml.child(here)) {
            remediations.add(remediation(share(xml.attributeOrEmpty("Type"))));
        }
    }

    private Remediation remediation(String type) throws IOException {
        int here = xml.depth();
        String description = "";
        String supersedes = "";
        String subType = null;
        String fixedBuild = null;
        List<String> products = new ArrayList<>();
        while (xml.child(here)) {
            switch (xml.name()) {
                case "Description" -> description = share(xml.text());
                case "Supercedence" -> supersedes = share(xml.text());
                case "SubType" -> subType = orNull(xml.text());
                case "FixedBuild" -> fixedBuild = orNull(xml.text());
                case "ProductID" -> products.add(share(xml.text()));
                default -> {}
            }
        }
        return new Remediation(type, description, supersedes, subType, fixedBuild, products);
    }

    private @Nullable Instant firstRevision() throws IOException {
        int here = xml.depth();
        Instant first = null;
        while (xml.child(here)) {
            int inner = xml.depth();
            while (xml.child(inner)) {
                Instant date = xml.name().equals("Date") ? Dates.instant(xml.text()) : null;
                if (date != null && (first == null || date.isBefore(first))) {
                    first = date;
                }
            }
        }
        return first;
    }

    private @Nullable String orNull(String text) {
        return text.isEmpty() ? null : share(text);
    }

    private String share(String text) {
        return shared.computeIfAbsent(text, same -> same);
    }
}
