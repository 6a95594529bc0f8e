package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The package names of the dictionary's rpms by item, in a few bytes each: which sets have a package is told from their ids, without
 * the items. Read when it is first asked for, then followed; items never change.
 */
@ApplicationScoped
class ItemNames {
    private static final String ABOVE =
            "select id, content from inventory_item where id > ? order by id fetch first 5000 rows only";
    private static final String SOME = "select id, content from inventory_item where id = any(?)";
    private static final int AT_ONCE = 200;

    /** Anything but an rpm, and an rpm without a name. */
    private static final int NAMELESS = 1;

    private final Sql sql;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private volatile int[] nameOf = new int[4096];
    private long walked;

    ItemNames(Sql sql) {
        this.sql = sql;
        // Numbers 0 and 1 are no names.
        names.add("");
        names.add("");
    }

    /** Tells items whose name passes, and all that have none, from the others. */
    interface Passing {
        boolean passes(int item);
    }

    /** Those of these sets' items that pass; all of them are learned first. */
    synchronized Passing passing(Iterable<int[][]> sets, Predicate<String> names) {
        learn(sets);
        BitSet passing = new BitSet();
        passing.set(NAMELESS);
        for (int i = NAMELESS + 1; i < this.names.size(); i++) {
            passing.set(i, names.test(this.names.get(i)));
        }
        int[] known = nameOf;
        return item -> passing.get(known[item]);
    }

    private void learn(Iterable<int[][]> sets) {
        TreeSet<Integer> missing = missing(sets);
        while (!missing.isEmpty() && missing.last() > walked) {
            List<Long> page = sql.list(ABOVE, row -> put(row.getInt("id"), row.getString("content")), walked);
            walked = page.isEmpty() ? missing.last() : page.get(page.size() - 1);
        }
        // Servers take their ids in blocks: a smaller one may come later.
        List<Long> late = missing.stream()
                .filter(item -> item >= nameOf.length || nameOf[item] == 0)
                .map(Integer::longValue)
                .toList();
        for (int from = 0; from < late.size(); from += AT_ONCE) {
            sql.list(
                    SOME,
                    row -> put(row.getInt("id"), row.getString("content")),
                    late.subList(from, Math.min(from + AT_ONCE, late.size())));
        }
    }

    private TreeSet<Integer> missing(Iterable<int[][]> sets) {
        TreeSet<Integer> missing = new TreeSet<>();
        int[] known = nameOf;
        for (int[][] set : sets) {
            for (int list = 1; list < set.length; list++) {
                for (int item : set[list]) {
                    if (item >= known.length || known[item] == 0) {
                        missing.add(item);
                    }
                }
            }
        }
        return missing;
    }

    private long put(int item, String content) {
        if (item >= nameOf.length) {
            nameOf = Arrays.copyOf(nameOf, Math.max(item + 1, nameOf.length + nameOf.length / 2));
        }
        nameOf[item] = content.charAt(0) == 'r'
                ? numbered(((LinuxSoftware.Rpm) ItemForm.read(content, text -> text)).nevra())
                : NAMELESS;
        return item;
    }

    private int numbered(String nevra) {
        int release = nevra.lastIndexOf('-');
        int version = release < 1 ? -1 : nevra.lastIndexOf('-', release - 1);
        if (version < 1) {
            return NAMELESS;
        }
        return numbers.computeIfAbsent(nevra.substring(0, version), name -> {
            names.add(name);
            return names.size() - 1;
        });
    }
}
