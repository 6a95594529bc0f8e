package io.patchwave.exposure.web;

import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import java.util.List;
import java.util.function.Function;

/** Pages of answers that are made in memory, in their own order. */
final class Pages {
    private Pages() {}

    /** The rows after the cursor's; if that row is gone meanwhile, the list starts over (repeats, but never skips). */
    static <T> Page<T> of(List<T> all, PageRequest request, Function<T, String> key) {
        int start = 0;
        if (!request.first()) {
            String last = request.after().get(0);
            for (int i = 0; i < all.size() && start == 0; i++) {
                start = key.apply(all.get(i)).equals(last) ? i + 1 : 0;
            }
        }
        List<T> rows = all.subList(start, Math.min(all.size(), start + request.limit() + 1));
        return Page.of(rows, request, row -> new Object[] {key.apply(row)});
    }
}
