package io.patchwave.inventory;

import io.patchwave.platform.database.Sql;
import io.patchwave.platform.id.Secrets;
import io.patchwave.platform.time.Ticker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary of what sets consist of (docs/adr/0007). An item never changes and is never deleted, so whatever this server
 * has met is answered from memory; the rest of a question is one query.
 */
@ApplicationScoped
class Items {
    private static final String BY_ID = "select id, content from inventory_item where id = any(?)";
    private static final String BY_DIGEST = "select id, digest from inventory_item where digest = any(?)";
    private static final String ADD = "insert into inventory_item (id, digest, content)"
            + " select fresh.id, fresh.digest, fresh.content from unnest(cast(? as bigint array), cast(? as text array),"
            + " cast(? as text array)) as fresh (id, digest, content) on conflict do nothing";
    private static final String NEXT = "select nextval('inventory_item_seq')";
    private static final String ABOVE =
            "select id, content from inventory_item where id > ? order by id fetch first 5000 rows only";

    private static final int BLOCK = 1000;
    /** H2 compares every row it finds with the whole array. */
    private static final int AT_ONCE = 200;
    /** One item for so many bytes of the largest heap, at most {@link #MOST}. */
    private static final long HEAP_FOR_ONE = 1024;

    private static final long MOST = 1_000_000;

    private final ItemMemory memory =
            new ItemMemory((int) Math.min(MOST, Runtime.getRuntime().maxMemory() / HEAP_FOR_ONE));
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGES_AT_ONCE = 4;

    private final Sql sql;
    private long read;
    /** Whether memory has held all items once: what it does not know then is new to this server, most likely to all. */
    private volatile boolean whole;

    private long next;
    private long end;

    Items(Sql sql) {
        this.sql = sql;
    }

    void start(@Observes StartupEvent start, Ticker ticker) {
        ticker.every(PAUSE, "inventory-items", this::read);
    }

    /** Reads what was there before this server and what others add, a little at a time: uploads ask for nearly all of it. */
    void read() {
        for (int page = 0; page < PAGES_AT_ONCE && memory.hasRoom(); page++) {
            var items = sql.list(ABOVE, row -> Map.entry(row.getInt("id"), row.getString("content")), read);
            for (var item : items) {
                if (memory.item(item.getKey()) == null) {
                    memory.put(item.getKey(), ItemForm.read(item.getValue(), text -> text));
                }
                read = item.getKey();
            }
            if (items.isEmpty()) {
                whole = true;
                return;
            }
        }
    }

    /** The item with that id, or null when {@link #fetch} has to be asked. */
    @Nullable Object known(int id) {
        return memory.item(id);
    }

    /** The item with that id; read where memory has forgotten it. */
    Object item(int id) {
        Object known = memory.item(id);
        if (known == null) {
            fetch(List.of((long) id));
            known = memory.item(id);
        }
        return Objects.requireNonNull(known, "an item is in a set and not in inventory_item");
    }

    /** What this server has met, to be asked for many items without a detour. */
    ItemMemory memory() {
        return memory;
    }

    /** Brings these items into memory. */
    void fetch(Collection<Long> ids) {
        for (List<Long> some : slices(List.copyOf(ids))) {
            sql.list(BY_ID, row -> Map.entry(row.getInt("id"), row.getString("content")), some)
                    .forEach(row -> memory.put(row.getKey(), ItemForm.read(row.getValue(), text -> text)));
        }
    }

    /** The ids of all these things, list by list; 0 for those that are not in memory. */
    List<int[]> known(List<? extends List<?>> lists) {
        List<int[]> ids = new ArrayList<>(lists.size());
        for (List<?> list : lists) {
            int[] found = new int[list.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] = memory.id(list.get(i));
            }
            ids.add(found);
        }
        return ids;
    }

    /**
     * Puts the ids of these things where {@link #known} has left a 0. What nobody has had before is added in a transaction of
     * its own, so that nobody waits for the caller's; of several that add the same at once one wins and all answer its id.
     */
    void complete(List<? extends List<?>> lists, List<int[]> ids) {
        Set<Object> unknown = new LinkedHashSet<>();
        eachUnknown(lists, ids, (item, found, at) -> {
            found[at] = memory.id(item);
            if (found[at] == 0) {
                unknown.add(item);
            }
        });
        if (!unknown.isEmpty()) {
            Map<Object, Integer> learned = learn(unknown);
            eachUnknown(lists, ids, (item, found, at) -> found[at] = Objects.requireNonNull(learned.get(item)));
        }
    }

    private interface Unknown {
        void at(Object item, int[] found, int at);
    }

    private static void eachUnknown(List<? extends List<?>> lists, List<int[]> ids, Unknown unknown) {
        for (int list = 0; list < ids.size(); list++) {
            int[] found = ids.get(list);
            for (int i = 0; i < found.length; i++) {
                if (found[i] == 0) {
                    unknown.at(lists.get(list).get(i), found, i);
                }
            }
        }
    }

    private Map<Object, Integer> learn(Set<Object> unknown) {
        // In the order of their texts: ids of one batch then mostly grow along every list, and their differences stay
        // small.
        TreeMap<String, Object> byText = new TreeMap<>();
        unknown.forEach(item -> byText.put(ItemForm.write(item), item));
        Map<String, String> texts = new LinkedHashMap<>();
        byText.keySet().forEach(text -> texts.put(Secrets.sha256(text), text));
        Map<String, Integer> found = whole && memory.hasRoom() ? new HashMap<>() : find(texts.keySet());
        if (found.size() < texts.size()) {
            Map<String, String> fresh = new LinkedHashMap<>(texts);
            fresh.keySet().removeAll(found.keySet());
            found.putAll(add(fresh));
        }
        Map<Object, Integer> ids = new HashMap<>();
        found.forEach((digest, id) -> {
            Object item = Objects.requireNonNull(byText.get(texts.get(digest)));
            memory.put(id, item);
            ids.put(item, id);
        });
        return ids;
    }

    private record Row(long id, String digest, String text) {}

    /** The ids of these texts by digest: the ones given here, or those of others who were faster. */
    private Map<String, Integer> add(Map<String, String> texts) {
        List<Row> rows = new ArrayList<>(texts.size());
        texts.forEach((digest, text) -> rows.add(new Row(take(), digest, text)));
        // One order for all: two servers that add the same items wait for each other, never in a circle.
        rows.sort(Comparator.comparing(Row::digest));
        int added = QuarkusTransaction.requiringNew()
                .call(() -> sql.update(
                        ADD,
                        rows.stream().map(Row::id).toList(),
                        rows.stream().map(Row::digest).toList(),
                        rows.stream().map(Row::text).toList()));
        if (added < rows.size()) {
            return find(texts.keySet());
        }
        Map<String, Integer> ids = new HashMap<>(rows.size() * 2);
        rows.forEach(row -> ids.put(row.digest(), Math.toIntExact(row.id())));
        return ids;
    }

    private Map<String, Integer> find(Collection<String> digests) {
        Map<String, Integer> found = new HashMap<>();
        for (List<String> some : slices(List.copyOf(digests))) {
            sql.list(BY_DIGEST, row -> Map.entry(row.getString("digest"), row.getInt("id")), some)
                    .forEach(row -> found.put(row.getKey(), row.getValue()));
        }
        return found;
    }

    /** Ids come in blocks: what a block leaves unused at the end of the server is lost. */
    private synchronized long take() {
        if (next == end) {
            next = sql.number(NEXT);
            end = next + BLOCK;
        }
        return next++;
    }

    private static <T> List<List<T>> slices(List<T> all) {
        List<List<T>> slices = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            slices.add(all.subList(from, Math.min(from + AT_ONCE, all.size())));
        }
        return slices;
    }
}
