package io.patchwave.exposure;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.inventory.Software;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One package world: compiles the catalog once, then answers software sets; pure, same input same answer. */
public interface Evaluator {
    /** Whether it judges this kind of software. */
    boolean judges(Software software);

    /** Indexes the catalog for many evaluations; the result is immutable and safe to share. */
    Compiled compile(CatalogSnapshot catalog);

    /** As {@link #compile(CatalogSnapshot)}; may take over from the one before what has not changed. */
    default Compiled compile(CatalogSnapshot catalog, @Nullable Compiled before) {
        return compile(catalog);
    }

    /** A catalog ready to be asked: for verdicts by {@link Ruler#rule}, in full by {@link #evaluate}. */
    interface Compiled extends Ruler {
        /** All answers for the set but {@code unaffected}. */
        Evaluation evaluate(Software software);

        /** As {@link #evaluate(Software)}, of these groups only, without hints: for lists of many machines. */
        default Evaluation evaluate(Software software, Set<String> groups) {
            Evaluation all = evaluate(software);
            List<Judgement> judgements = all.judgements().stream()
                    .filter(judgement -> groups.contains(judgement.group()))
                    .toList();
            return new Evaluation(all.product(), judgements, all.hostUnknowns(), all.probes());
        }

        /**
         * Our word for how severe an advisory is on the product of a class, where the publisher rates it there otherwise than
         * elsewhere; null where the advisory's own severity holds.
         *
         * @param group key of the class
         */
        default @Nullable String severityOf(String group, String advisory) {
            return null;
        }
    }
}
