package io.patchwave.platform.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code next} is null on the last one, {@code count} is there only when asked for. */
public record Page<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next,
        @Nullable Long count) {
    /** A page without total. */
    public Page(List<T> items, @Nullable String next) {
        this(items, next, null);
    }

    /** The same page of something derived from each item. */
    public <R> Page<R> map(Function<T, R> f) {
        return new Page<>(items.stream().map(f).toList(), next, count);
    }

    /** The page of a short list that is at hand whole, by a key that tells its rows apart; a row gone meanwhile starts over. */
    public static <T> Page<T> ofAll(List<T> all, PageRequest request, boolean count, Function<T, Object> key) {
        int start = 0;
        if (!request.first()) {
            String last = request.after().get(0);
            for (int i = 0; i < all.size() && start == 0; i++) {
                start = String.valueOf(key.apply(all.get(i))).equals(last) ? i + 1 : 0;
            }
        }
        List<T> rows = all.subList(start, Math.min(all.size(), start + request.limit() + 1));
        Page<T> page = of(rows, request, row -> new Object[] {key.apply(row)});
        return new Page<>(page.items(), page.next(), count ? (long) all.size() : null);
    }

    /** A page out of {@code limit + 1} rows: the surplus row only says that there is more. */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, Object[]> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(items, request.cursorAfter(key.apply(items.get(items.size() - 1))));
    }
}
