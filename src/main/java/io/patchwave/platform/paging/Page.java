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

    /** A page out of {@code limit + 1} rows: the surplus row only says that there is more. */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, Object[]> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(items, request.cursorAfter(key.apply(items.get(items.size() - 1))));
    }
}
