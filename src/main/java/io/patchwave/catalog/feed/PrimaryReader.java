package io.patchwave.catalog.feed;

import io.patchwave.catalog.Mirror.OfferedPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a repository's {@code primary}: the packages it offers. */
public final class PrimaryReader {
    private static final Map<String, String> OPERATORS =
            Map.of("LT", "<", "LE", "<=", "EQ", "=", "GE", ">=", "GT", ">");

    private final Xml xml;
    private final Map<String, String> shared = new HashMap<>();

    private PrimaryReader(Xml xml) {
        this.xml = xml;
    }

    /** All packages in the document's order; obsoletes as {@code name} or {@code name < 0:99-1}. */
    public static List<OfferedPackage> read(InputStream content, String file) throws IOException {
        return new PrimaryReader(new Xml(content, file)).packages();
    }

    private List<OfferedPackage> packages() throws IOException {
        if (!xml.name().equals("metadata")) {
            throw xml.fault("the root element is <" + xml.name() + ">, primary begins with <metadata>.");
        }
        List<OfferedPackage> packages = new ArrayList<>();
        while (xml.child(1)) {
            if (xml.name().equals("package")) {
                packages.add(offered());
            }
        }
        xml.end();
        return packages;
    }

    private OfferedPackage offered() throws IOException {
        String name = "";
        String arch = "";
        String evr = "";
        List<String> obsoletes = List.of();
        int here = xml.depth();
        while (xml.child(here)) {
            switch (xml.name()) {
                case "name" -> name = share(xml.text());
                case "arch" -> arch = share(xml.text());
                case "version" -> evr = evr();
                case "format" -> obsoletes = obsoletes();
                default -> {}
            }
        }
        if (name.isEmpty() || evr.isEmpty()) {
            throw xml.fault("a <package> has no name or version.");
        }
        // Nothing asks for an rpm's source, and a repository has as many as it has builds.
        return new OfferedPackage(name, evr, arch, null, null, obsoletes);
    }

    private String evr() {
        String epoch = xml.attributeOrEmpty("epoch");
        return share((epoch.isEmpty() ? "0" : epoch) + ":" + xml.attributeOrEmpty("ver") + "-"
                + xml.attributeOrEmpty("rel"));
    }

    private List<String> obsoletes() throws IOException {
        List<String> obsoletes = new ArrayList<>();
        int here = xml.depth();
        while (xml.child(here)) {
            if (xml.name().equals("obsoletes")) {
                int inner = xml.depth();
                while (xml.child(inner)) {
                    obsoletes.add(relation());
                }
            }
        }
        return List.copyOf(obsoletes);
    }

    private String relation() {
        String name = share(xml.attributeOrEmpty("name"));
        String operator = OPERATORS.get(xml.attributeOrEmpty("flags"));
        if (operator == null) {
            return name;
        }
        String release = xml.attributeOrEmpty("rel");
        String epoch = xml.attributeOrEmpty("epoch");
        return name + " " + operator + " " + (epoch.isEmpty() ? "0" : epoch) + ":" + xml.attributeOrEmpty("ver")
                + (release.isEmpty() ? "" : "-" + release);
    }

    private String share(String text) {
        return shared.computeIfAbsent(text, same -> same);
    }
}
