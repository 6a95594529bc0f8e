package io.patchwave.inventory;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A way to select hosts that another feature knows, for example {@code exposedTo}; a CDI bean of that feature. */
public interface HostCriterion {
    /** Name of the query's member, for example {@code exposedTo}. */
    String name();

    /**
     * The condition for an argument.
     *
     * @throws io.patchwave.platform.problem.ProblemException 400 when the argument is nothing this criterion knows
     */
    Predicate predicate(String argument);

    /**
     * A condition over {@code inventory_host h}.
     *
     * @param sql for example {@code h.software_set_id = any(?)}; both databases take it
     * @param parameters as {@code platform.database.Sql} binds them: a collection is an array
     * @param test asked of each host that the condition leaves, where these are too many to name them to the database; null
     *     for none
     */
    record Predicate(String sql, List<Object> parameters, java.util.function.@Nullable Predicate<UUID> test) {
        /** A condition that says it all. */
        public Predicate(String sql, List<Object> parameters) {
            this(sql, parameters, null);
        }
    }
}
