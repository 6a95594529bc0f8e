package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of sets: compact as they are stored, and as software made of the dictionary's shared instances. Both are kept
 * in memory within bounds, so that the whole fleet can be walked again and again.
 */
@ApplicationScoped
class SetMembers {
    private static final String BY_IDS = "select id, members from inventory_software_set where id = any(?)";
    private static final int AT_ONCE = 250;
    private static final long MOST_BYTES = 64L << 20;
    private static final byte GZIP = 0x1f;

    private final MembersCache cache =
            new MembersCache(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 8));
    private final Sql sql;
    private final Items items;
    private final ItemNames names;

    SetMembers(Sql sql, Items items, ItemNames names) {
        this.sql = sql;
        this.items = items;
        this.names = names;
    }

    /** A set's lists of items, and the ids of those that are in memory; 0 for the others. */
    static final class Draft {
        private final List<List<?>> lists;
        private final List<int[]> ids;

        Draft(List<List<?>> lists, List<int[]> ids) {
            this.lists = lists;
            this.ids = ids;
        }

        /** The compact members, once all ids are there. */
        byte[] members() {
            return MembersForm.write(ids.toArray(int[][]::new));
        }
    }

    /** What memory knows of a set's items. Touches no database. */
    Draft draft(Software software) {
        List<List<?>> lists = lists(software);
        return new Draft(lists, items.known(lists));
    }

    /** Finds or adds the items that memory did not know, of many sets at once. */
    void complete(List<Draft> drafts) {
        List<List<?>> lists = new ArrayList<>();
        List<int[]> ids = new ArrayList<>();
        for (Draft draft : drafts) {
            lists.addAll(draft.lists);
            ids.addAll(draft.ids);
        }
        items.complete(lists, ids);
    }

    /** The compact members of each of these; what the dictionary lacks is added to it. */
    List<byte[]> write(List<? extends Software> sets) {
        List<Draft> drafts = sets.stream().map(this::draft).toList();
        complete(drafts);
        return drafts.stream().map(Draft::members).toList();
    }

    private static List<List<?>> lists(Software software) {
        SoftwareParts parts = SoftwareParts.of(software);
        List<List<?>> lists = new ArrayList<>();
        lists.add(List.of(parts.header()));
        lists.addAll(parts.lists());
        return lists;
    }

    /** A set that was just written. */
    void remember(long id, byte[] members) {
        cache.put(id, members);
    }

    /** The software of these sets; unknown ids are left out. */
    Map<Long, Software> read(Collection<Long> ids) {
        return whole(members(ids));
    }

    /** The same without the rpms whose name does not pass: those need not be in memory. */
    Map<Long, Software> read(Collection<Long> ids, Predicate<String> rpms) {
        Map<Long, int[][]> compact = members(ids);
        ItemNames.Passing passing = names.passing(compact.values(), rpms);
        compact.replaceAll((id, members) -> {
            int[][] kept = members.clone();
            for (int list = 1; list < kept.length; list++) {
                kept[list] =
                        Arrays.stream(members[list]).filter(passing::passes).toArray();
            }
            return kept;
        });
        return whole(compact);
    }

    private Map<Long, int[][]> members(Collection<Long> ids) {
        Map<Long, int[][]> compact = new HashMap<>(ids.size() * 2);
        List<Long> absent = new ArrayList<>();
        for (Long id : ids) {
            byte[] members = cache.get(id);
            if (members == null) {
                absent.add(id);
            } else {
                compact.put(id, MembersForm.read(members));
            }
        }
        for (int from = 0; from < absent.size(); from += AT_ONCE) {
            sql.list(BY_IDS, SetMembers::row, absent.subList(from, Math.min(from + AT_ONCE, absent.size())))
                    .forEach(row -> compact.put(row.getKey(), MembersForm.read(kept(row.getKey(), row.getValue()))));
        }
        return compact;
    }

    private Map<Long, Software> whole(Map<Long, int[][]> compact) {
        Map<Long, Software> sets = new HashMap<>(compact.size() * 2);
        Map<Long, int[][]> waiting = new HashMap<>();
        ItemMemory memory = items.memory();
        compact.forEach((id, members) -> {
            Software software = whole(members, memory);
            if (software == null) {
                waiting.put(id, members);
            } else {
                sets.put(id, software);
            }
        });
        if (!waiting.isEmpty()) {
            fetch(waiting.values());
            waiting.forEach((id, members) -> sets.put(id, patiently(id, members)));
        }
        return sets;
    }

    /** Sets stored before the dictionary are gzip JSON. */
    static boolean isOld(byte[] members) {
        return members[0] == GZIP;
    }

    /** In compact form, also what was stored before the dictionary. */
    byte[] compact(byte[] members) {
        return isOld(members)
                ? write(List.of(SoftwareForm.read(SoftwareForm.gunzip(members))))
                        .get(0)
                : members;
    }

    private byte[] kept(long id, byte[] members) {
        byte[] compact = compact(members);
        cache.put(id, compact);
        return compact;
    }

    /** With so many items that some are forgotten before the last one is here, set by set. */
    private Software patiently(long id, int[][] members) {
        for (int tries = 0; tries < 3; tries++) {
            Software software = whole(members, items.memory());
            if (software != null) {
                return software;
            }
            fetch(List.<int[][]>of(members));
        }
        throw new IllegalStateException("software set " + id + " has items that are not in inventory_item");
    }

    /** Null when some item is not in memory. */
    private @Nullable Software whole(int[][] members, ItemMemory memory) {
        Object header = memory.item(members[0][0]);
        if (header == null) {
            return null;
        }
        List<List<?>> lists = new ArrayList<>(members.length);
        for (int list = 1; list < members.length; list++) {
            NumberedList<Object> read = list(members[list], memory);
            if (read == null) {
                return null;
            }
            lists.add(read);
        }
        return new SoftwareParts((Software) header, lists).whole();
    }

    /** While memory forgets nothing a list need not hold its items. Null when some item is not in memory. */
    private @Nullable NumberedList<Object> list(int[] ids, ItemMemory memory) {
        if (memory.hasRoom()) {
            return memory.hasAll(ids) ? new NumberedList<>(items::item, ids) : null;
        }
        Object[] found = new Object[ids.length];
        for (int i = 0; i < found.length; i++) {
            Object item = memory.item(ids[i]);
            if (item == null) {
                return null;
            }
            found[i] = item;
        }
        return new NumberedList<>(found, ids);
    }

    private void fetch(Collection<int[][]> sets) {
        Set<Long> absent = new HashSet<>();
        for (int[][] members : sets) {
            for (int[] list : members) {
                Arrays.stream(list).filter(id -> items.known(id) == null).forEach(id -> absent.add((long) id));
            }
        }
        items.fetch(absent);
    }

    private static Map.Entry<Long, byte[]> row(ResultSet row) throws SQLException {
        return Map.entry(row.getLong("id"), row.getBytes("members"));
    }
}
