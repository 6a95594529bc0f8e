package io.patchwave.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A long list cut into parts by a hash of each item's own name, each part in an order its content gives: whatever else comes or
 * goes, an item stays in its part, so that a part whose digest is known need not be written or read again.
 */
public final class DocumentParts {
    private static final int COUNT = 256;

    private final SortedMap<Integer, Part> parts = new TreeMap<>();

    private DocumentParts() {}

    /** One part; the digest is over its items in order, the names are theirs. */
    public record Part(int number, String digest, List<String> names, List<?> items) {
        private static final String NOTHING = DocumentBody.digestOf();

        /** What stands where a part was. */
        static Part nothing(int number) {
            return new Part(number, NOTHING, List.of(), List.of());
        }

        byte[] packed() {
            return DocumentBody.of(items).packed();
        }
    }

    /**
     * Cuts a list.
     *
     * @param name what decides the part
     * @param order of items of one part; those it calls equal keep theirs
     */
    public static <T> DocumentParts of(Collection<T> items, Function<T, String> name, Comparator<T> order) {
        return of(items, name, order, DocumentBody::digest);
    }

    /** As above, with the digest of an item that is known already. */
    public static <T> DocumentParts of(
            Collection<T> items, Function<T, String> name, Comparator<T> order, Function<T, String> digest) {
        TreeMap<Integer, List<T>> cut = new TreeMap<>();
        items.forEach(item -> cut.computeIfAbsent(numberOf(name.apply(item)), number -> new ArrayList<>())
                .add(item));
        DocumentParts parts = new DocumentParts();
        cut.forEach((number, list) -> {
            list.sort(order);
            String[] digests = list.stream().map(digest).toArray(String[]::new);
            parts.parts.put(
                    number,
                    new Part(
                            number,
                            DocumentBody.digestOf(digests),
                            list.stream().map(name).toList(),
                            List.copyOf(list)));
        });
        return parts;
    }

    /** By number. */
    Collection<Part> all() {
        return parts.values();
    }

    /** Over all parts. */
    String digest() {
        return DocumentBody.digestOf(parts.values().stream()
                .map(part -> part.number() + part.digest())
                .toArray(String[]::new));
    }

    /** {@link String#hashCode} is specified: the same on every server. */
    private static int numberOf(String name) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 16)) & (COUNT - 1);
    }
}
