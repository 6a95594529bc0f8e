package io.patchwave.inventory.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** What a reader found, for tests. */
class Gathered implements Findings {
    final List<FoundHost> hosts = new ArrayList<>();
    final List<HotfixList> hotfixes = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    static Gathered of(String name, byte[] content) throws IOException {
        return of(new Source(name, null, null), Format.AUTO, content);
    }

    static Gathered of(Source source, Format format, byte[] content) throws IOException {
        Gathered gathered = new Gathered();
        HostFile.read(source, format, new ByteArrayInputStream(content), gathered);
        return gathered;
    }

    static byte[] sample(String name) {
        try (InputStream sample =
                Objects.requireNonNull(Gathered.class.getResourceAsStream("/imports/" + name), "no sample " + name)) {
            return sample.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FoundHost host() {
        return hosts.get(0);
    }

    JsonNode software() {
        return Objects.requireNonNull(host().software());
    }

    TreeSet<String> hotfixesOfHost() {
        TreeSet<String> kbs = new TreeSet<>();
        software().path("hotfixes").forEach(kb -> kbs.add(kb.asText()));
        return kbs;
    }

    @Override
    public void host(FoundHost host) {
        hosts.add(host);
    }

    @Override
    public void hotfixes(Source source, HotfixList list) {
        hotfixes.add(list);
    }

    @Override
    public void rejected(String sentence) {
        rejected.add(sentence);
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }
}
