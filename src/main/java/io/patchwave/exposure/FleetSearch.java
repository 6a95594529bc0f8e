package io.patchwave.exposure;

import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** What a {@link FleetFilter} means: which advisories, and the fleet's answers to them. */
@ApplicationScoped
class FleetSearch {
    private static final int REMEMBERED = 32;

    /** The present knows all advisories. */
    static final Predicate<String> ALL = id -> true;

    private final FleetAnswers fleet;
    private final AdvisoryBook book;
    private final Map<Question, BroadSelection> remembered =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Question, BroadSelection> eldest) {
                    return size() > REMEMBERED;
                }
            });

    FleetSearch(FleetAnswers fleet, AdvisoryBook book) {
        this.fleet = fleet;
        this.book = book;
    }

    private record Question(FleetFilter filter, long headsRev) {}

    /** Refuses (400) what could not be answered. */
    void check(FleetFilter filter) {
        AdvisoryBook.Book known = book.current();
        require(known, "advisory", filter.advisory());
        require(known, "cve", filter.cve());
        String kb = filter.kb();
        if (kb != null && !kb.matches("(?i)(KB)?\\d{6,8}")) {
            throw ProblemException.invalid("kb", "must be like KB4012212, was " + kb);
        }
    }

    private static void require(AdvisoryBook.Book known, String field, @Nullable String id) {
        if (id != null && !known.knows(id)) {
            throw ProblemException.invalid(field, "the catalog knows nothing of " + id);
        }
    }

    /** The named advisories; null where the filter names none. */
    FleetAnswers.@Nullable Asked asked(FleetFilter filter) {
        if (!filter.isNamed()) {
            return null;
        }
        String advisory = filter.advisory();
        String cve = filter.cve();
        FleetAnswers.Asked asked = fleet.asked(List.of(advisory == null ? String.valueOf(cve) : advisory));
        Set<String> advisories = new LinkedHashSet<>(asked.advisories());
        if (advisory != null && cve != null) {
            advisories.retainAll(fleet.asked(List.of(cve)).advisories());
        }
        Predicate<AdvisoryBook.Head> narrowed = heads(filter);
        AdvisoryBook.Book known = book.current();
        advisories.removeIf(id -> !narrowed.test(known.head(id)));
        return new FleetAnswers.Asked(advisories, asked.windows(), asked.cves(), asked.programs());
    }

    /** The fleet's answers, of the filter's advisories only. */
    FleetVerdicts verdicts(ExposureIndex.View view, FleetFilter filter, Predicate<String> known) {
        FleetAnswers.Asked asked = asked(filter);
        if (asked != null && filter.kb() == null) {
            Set<String> then = asked.advisories().stream().filter(known).collect(Collectors.toSet());
            return FleetVerdicts.of(
                    view, new FleetAnswers.Asked(then, asked.windows(), asked.cves(), asked.programs()));
        }
        return broad(view.rulings(), filter, known).verdicts(view);
    }

    /**
     * The mask of everything that the filter's advisories are open, pending or undecided by.
     *
     * @param known {@link #ALL} for the living index, whose selections are remembered
     */
    BroadSelection broad(RulingTable rulings, FleetFilter filter, Predicate<String> known) {
        AdvisoryBook.Book now = book.current();
        FleetFilter advisories = new FleetFilter(
                filter.advisory(),
                filter.cve(),
                filter.kb(),
                null,
                filter.severity(),
                filter.kev(),
                filter.kind(),
                FleetFilter.ALL.hosts());
        if (known != ALL) {
            return BroadSelection.of(rulings, wanted(filter, now, known));
        }
        Question question = new Question(advisories, now.headsRev());
        BroadSelection before = remembered.get(question);
        BroadSelection selection =
                before == null ? BroadSelection.of(rulings, wanted(filter, now, known)) : before.upTo(rulings);
        if (selection != before) {
            remembered.put(question, selection);
        }
        return selection;
    }

    private BroadSelection.Wanted wanted(FleetFilter filter, AdvisoryBook.Book now, Predicate<String> known) {
        FleetAnswers.Asked asked = asked(filter);
        Predicate<AdvisoryBook.Head> heads = heads(filter);
        String kb = filter.kb();
        String update = kb == null ? null : "KB" + kb.replaceAll("\\D", "");
        return new BroadSelection.Wanted(
                group -> update == null || Kbs.of(group.key()).contains(update),
                id -> (asked == null || asked.advisories().contains(id)) && heads.test(now.head(id)) && known.test(id));
    }

    /** Whether the filter means an advisory, by its head. */
    static Predicate<AdvisoryBook.Head> heads(FleetFilter filter) {
        String severity = filter.severity();
        Boolean kev = filter.kev();
        String kind = filter.kind() == null && !filter.isNamed() ? "security" : filter.kind();
        return head -> (severity == null || severity.equals(head.severity()))
                && (kev == null || kev == head.kev())
                && (kind == null || kind.equals("all") || kind.equals(head.kind()))
                && (filter.isNamed() || !head.withdrawn());
    }

    /** The hosts of products with that name, or that part of a name; null for all. */
    static @Nullable BitSet products(ExposureIndex.View view, @Nullable String product) {
        if (product == null) {
            return null;
        }
        String part = product.toLowerCase(Locale.ROOT);
        RoaringBitmap sets = new RoaringBitmap();
        for (SetState state : view.sets().values()) {
            String name = state.whole().product();
            if (name != null && name.toLowerCase(Locale.ROOT).contains(part)) {
                sets.add(Math.toIntExact(state.setId()));
            }
        }
        return view.hosts().of(sets);
    }
}
