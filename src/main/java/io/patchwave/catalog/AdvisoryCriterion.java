package io.patchwave.catalog;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A filter on the list of advisories that another feature contributes, because it knows what catalog does not: {@code
 * exposed}. One CDI bean per name.
 */
public interface AdvisoryCriterion {
    /** Name of the query parameter, for example {@code exposed}. */
    String name();

    /**
     * The condition for what the caller wrote ({@code true}); {@code a.uid} is the advisory's id. A value that makes no sense
     * is a {@link io.patchwave.platform.problem.ProblemException}.
     */
    Condition condition(String written);

    /**
     * A condition in the subset of SQL both databases take; trusted text, everything from outside is a parameter.
     *
     * @param test asked of the id of each advisory that the condition leaves, where these are too many to name them to the
     *     database; null for none
     */
    record Condition(
            String sql, List<Object> parameters, @Nullable Predicate<String> test) {
        /** A condition that says it all. */
        public Condition(String sql, List<Object> parameters) {
            this(sql, parameters, null);
        }
    }
}
