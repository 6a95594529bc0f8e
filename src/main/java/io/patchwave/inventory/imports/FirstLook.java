package io.patchwave.inventory.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of all files of an upload before the first host is taken: lists of hotfixes that belong to another file's
 * host, and names that several files claim.
 */
final class FirstLook implements Findings {
    private final Map<String, Listed> bySibling = new HashMap<>();
    private final Map<String, Listed> byName = new HashMap<>();
    private final List<Listed> lists = new ArrayList<>();
    private final Map<String, Set<String>> claims = new HashMap<>();
    private String file = "";

    /** A list of hotfixes and whether a host of this upload has taken it. */
    static final class Listed {
        private final Source source;
        private final HotfixList list;
        private boolean taken;

        private Listed(Source source, HotfixList list) {
            this.source = source;
            this.list = list;
        }

        Source source() {
            return source;
        }

        HotfixList list() {
            return list;
        }
    }

    /** The file that is read next. */
    void at(String name) {
        file = name;
    }

    @Override
    public void host(FoundHost host) {
        String hostname = host.hostname();
        if (hostname != null && isWholeFile(host, file)) {
            claims.computeIfAbsent(lower(hostname), name -> new HashSet<>()).add(sibling(file));
        }
    }

    @Override
    public void hotfixes(Source source, HotfixList list) {
        Listed listed = new Listed(source, list);
        lists.add(listed);
        bySibling.put(source.sibling(), listed);
        if (list.hostname() != null) {
            byName.put(lower(list.hostname()), listed);
        }
    }

    @Override
    public void rejected(String sentence) {
        // Told when the file is taken.
    }

    @Override
    public void note(String sentence) {
        // Told when the file is taken.
    }

    /** Whether several files claim to be that host: they are taken for several machines. */
    boolean isClaimedTwice(String hostname) {
        return claims.getOrDefault(lower(hostname), Set.of()).size() > 1;
    }

    /** The machine id that tells a host of a name claimed twice from the others; the same at every import of the file. */
    static String machineId(String hostname, String name) {
        String stem = new Source(name, null, null).stem();
        return "imported:" + lower(hostname) + "/" + (stem == null ? name : stem);
    }

    /** Adds the hotfixes listed for that host elsewhere in the upload: beside its file, or under its name. */
    void complete(FoundHost host, String name) {
        ObjectNode software = host.software();
        if (software == null) {
            return;
        }
        Listed listed = bySibling.get(sibling(name));
        String hostname = host.hostname();
        if (listed == null && hostname != null && !isClaimedTwice(hostname)) {
            listed = byName.get(lower(hostname));
        }
        if (listed != null) {
            listed.taken = true;
            add(software, listed.list.hotfixes());
        }
    }

    /** Adds hotfixes to a document, in order and without doubles. */
    static void add(ObjectNode software, Set<String> more) {
        TreeSet<String> all = new TreeSet<>(more);
        software.path("hotfixes").forEach(kb -> all.add(kb.asText()));
        ArrayNode hotfixes = software.putArray("hotfixes");
        all.forEach(hotfixes::add);
    }

    /** Lists that no host of this upload has taken. */
    List<Listed> left() {
        return lists.stream().filter(listed -> !listed.taken).toList();
    }

    static boolean isWholeFile(FoundHost host, @Nullable String file) {
        return host.software() != null
                && host.machineId() == null
                && host.origin().equals(file);
    }

    private static String sibling(String name) {
        return new Source(name, null, null).sibling();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
