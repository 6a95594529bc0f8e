package io.patchwave.catalog.feed;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code repomd.xml}: which files a repository has, and their checksums. */
final class RepomdReader {
    private RepomdReader() {}

    /** One file; {@code algorithm} as written, {@code sha} is SHA-1. */
    record Entry(String type, String algorithm, String checksum, String href) {
        /** The file's name without its folders. */
        String file() {
            return href.substring(href.lastIndexOf('/') + 1);
        }
    }

    static List<Entry> read(InputStream content, String file) throws IOException {
        Xml xml = new Xml(content, file);
        List<Entry> entries = new ArrayList<>();
        while (xml.child(1)) {
            if (xml.name().equals("data")) {
                entries.add(entry(xml));
            }
        }
        xml.end();
        return entries;
    }

    private static Entry entry(Xml xml) throws IOException {
        String type = xml.attributeOrEmpty("type");
        String algorithm = "";
        String checksum = "";
        String href = "";
        int here = xml.depth();
        while (xml.child(here)) {
            if (xml.name().equals("checksum")) {
                algorithm = xml.attributeOrEmpty("type");
                checksum = xml.text();
            } else if (xml.name().equals("location")) {
                href = xml.attributeOrEmpty("href");
            }
        }
        return new Entry(type, algorithm, checksum, href);
    }
}
