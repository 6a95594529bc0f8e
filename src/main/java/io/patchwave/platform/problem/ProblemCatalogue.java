package io.patchwave.platform.problem;

import java.util.List;

/** A feature's contribution to the published list of problem types; one CDI bean per feature. */
public interface ProblemCatalogue {
    /** All types the feature may answer with. */
    List<? extends ProblemType> types();
}
