package io.patchwave.inventory;

import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The orders a list of hosts can have; the id makes each of them total. */
enum HostSort {
    HOSTNAME("hostname", "h.hostname", HostView::hostname, text -> text),
    LAST_SEEN("lastSeen", "s.at", HostView::lastSeen, Instant::parse),
    CRITICALITY(
            "criticality",
            "case h.criticality when 'critical' then 0 when 'high' then 1 when 'normal' then 2 else 3 end",
            host -> rank(host.criticality()),
            Integer::valueOf),
    ID("id", "h.id", HostView::id, UUID::fromString);

    private final String word;
    private final String column;
    private final Function<HostView, Object> key;
    private final Function<String, Object> reader;

    HostSort(String word, String column, Function<HostView, Object> key, Function<String, Object> reader) {
        this.word = word;
        this.column = column;
        this.key = key;
        this.reader = reader;
    }

    /** An order and its direction: {@code lastSeen}, {@code -lastSeen}. */
    record Order(HostSort sort, boolean descending) {
        /** Null is by host name. */
        static Order of(@Nullable String text) {
            if (text == null) {
                return new Order(HOSTNAME, false);
            }
            boolean descending = text.startsWith("-");
            for (HostSort sort : values()) {
                if (sort.word.equals(descending ? text.substring(1) : text)) {
                    return new Order(sort, descending);
                }
            }
            throw ProblemException.invalid(
                    "sort", "must be hostname, lastSeen, criticality or id, with - in front for the reverse");
        }

        String orderBy() {
            String direction = descending ? " desc" : "";
            return " order by " + sort.column + direction + ", h.id" + direction;
        }

        /** Narrows to the rows after the cursor's. */
        void after(HostFilter filter, PageRequest page) {
            if (page.first()) {
                return;
            }
            try {
                filter.add(
                        "(" + sort.column + ", h.id) " + (descending ? "<" : ">") + " (?, ?)",
                        sort.reader.apply(page.after().get(0)),
                        UUID.fromString(page.after().get(1)));
            } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
                throw ProblemException.invalid("after", "is no cursor of this list; leave it out to start over");
            }
        }

        Object[] key(HostView host) {
            return new Object[] {sort.key.apply(host), host.id()};
        }
    }

    private static int rank(String criticality) {
        return java.util.List.of("critical", "high", "normal", "low").indexOf(criticality);
    }
}
