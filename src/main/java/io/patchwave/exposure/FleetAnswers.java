package io.patchwave.exposure;

import io.patchwave.catalog.CatalogService;
import io.patchwave.catalog.ShippedFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole fleet's answers to some advisories, out of the index. */
@ApplicationScoped
class FleetAnswers {
    private static final String NO_ADVISORIES = "no-advisories";
    private static final Set<String> UNDECIDED_AS_A_WHOLE = Set.of("build-unknown", NO_ADVISORIES);
    private static final Set<String> FACTS = ShippedFacts.all().stream()
            .flatMap(fact -> Stream.concat(Stream.of(fact.id()), fact.cves().stream()))
            .collect(Collectors.toUnmodifiableSet());
    private static final String NO_PROGRAMS = "products-not-inventoried";

    private final LiveIndex live;
    private final AdvisoryBook book;
    private final CatalogService catalog;

    FleetAnswers(LiveIndex live, AdvisoryBook book, CatalogService catalog) {
        this.live = live;
        this.book = book;
        this.catalog = catalog;
    }

    /** The advisories that ids stand for, and what that means for hosts without a judgement about them. */
    record Asked(Set<String> advisories, boolean windows, boolean cves, boolean programs) {}

    /** Looks the ids up. */
    Asked asked(Collection<String> ids) {
        AdvisoryBook.Book known = book.current();
        Set<String> advisories = known.resolve(ids);
        return new Asked(
                advisories,
                advisories.stream().anyMatch(id -> known.head(id).family().equals("windows")),
                ids.stream().anyMatch(id -> id.startsWith("CVE-")),
                advisories.stream().anyMatch(known.ofPrograms()::contains));
    }

    /** Each active host that is not unaffected. */
    void each(Asked asked, BiConsumer<HostEntry, Answers.Answer> visitor) {
        Set<UUID> judged = new HashSet<>();
        Map<Long, Answers.Answer> shared = new HashMap<>();
        List<Map.Entry<HostEntry, Answers.Answer>> found = new ArrayList<>();
        live.index().visit(asked.advisories(), (host, judgements) -> {
            boolean plain =
                    !host.imported() && !host.rolledBack() && host.effects().equals(HostEntry.Effects.NONE);
            Long set = host.setId();
            Answers.Answer answer = plain && set != null ? shared.get(set) : null;
            if (answer == null) {
                answer = Answers.combined(Answers.byAdvisory(judgements, host, asked.advisories()::contains)
                        .values());
            }
            if (answer != null) {
                if (plain && set != null) {
                    shared.put(set, answer);
                }
                judged.add(host.id());
                found.add(Map.entry(host, answer));
            }
        });
        for (HostEntry host : live.index().activeHosts()) {
            Answers.Answer undecided = judged.contains(host.id()) ? null : undecided(host, asked);
            if (undecided != null) {
                found.add(Map.entry(host, undecided));
            }
        }
        found.forEach(entry -> visitor.accept(entry.getKey(), entry.getValue()));
    }

    /** The host's answer; null where it is unaffected. */
    Answers.@Nullable Answer of(HostEntry host, Asked asked) {
        Answers.Answer answer = Answers.combined(byAdvisory(host, asked).values());
        return answer == null ? undecided(host, asked) : answer;
    }

    /** The host's answers, one by one. */
    Map<String, Answers.Answer> byAdvisory(HostEntry host, Asked asked) {
        return Answers.byAdvisory(
                live.index().judgementsOf(host, asked.advisories()), host, asked.advisories()::contains);
    }

    /** Counts over all active hosts. */
    ExposureCounts counts(Asked asked) {
        long revision = catalog.revision();
        long[] counts = new long[Verdict.values().length];
        each(asked, (host, answer) -> counts[answer.verdict().ordinal()]++);
        long all = 0;
        for (HostEntry host : live.index().activeHosts()) {
            SetState state = live.index().set(host.setId());
            revision = state == null ? revision : Math.min(revision, state.evaluatedRev());
            all++;
        }
        long others = 0;
        for (long count : counts) {
            others += count;
        }
        return new ExposureCounts(
                counts[Verdict.EXPOSED.ordinal()],
                counts[Verdict.PENDING_REBOOT.ordinal()],
                counts[Verdict.MITIGATED.ordinal()],
                counts[Verdict.PATCHED.ordinal()],
                Math.max(0, all - others),
                counts[Verdict.UNKNOWN.ordinal()],
                revision);
    }

    /** All advisories that some active host is exposed to. */
    Set<String> exposedAdvisories() {
        Set<String> exposed = new HashSet<>();
        Set<Long> plainSets = new HashSet<>();
        for (HostEntry host : live.index().activeHosts()) {
            SetState state = live.index().set(host.setId());
            boolean plain = !host.rolledBack() && host.effects().mitigated().isEmpty();
            if (state != null && (!plain || plainSets.add(state.setId()))) {
                List<StoredJudgement> telling = live.index().judgements(state.judgements()).stream()
                        .filter(one -> one.verdict() == Verdict.EXPOSED
                                || one.verdict() == Verdict.PENDING_REBOOT
                                || one.rule().equals("F1"))
                        .toList();
                Answers.byAdvisory(telling, host, advisory -> !exposed.contains(advisory))
                        .forEach((advisory, answer) -> {
                            if (answer.verdict() == Verdict.EXPOSED) {
                                exposed.add(advisory);
                            }
                        });
            }
        }
        return exposed;
    }

    /** Silence is never safety: what was not judged for want of knowledge is unknown, not unaffected. */
    private Answers.@Nullable Answer undecided(HostEntry host, Asked asked) {
        SetState state = live.index().set(host.setId());
        if (state == null) {
            return unknown(host, host.setId() == null ? "no-inventory" : "not-evaluated");
        }
        for (Evaluation.HostUnknown gap : state.extras().unknowns()) {
            boolean whole = UNDECIDED_AS_A_WHOLE.contains(gap.reason())
                    && concerns(host, asked)
                    && !(gap.reason().equals(NO_ADVISORIES) && decidedByFacts(host, asked));
            if (whole || (gap.reason().equals(NO_PROGRAMS) && asked.programs() && host.windows())) {
                return unknown(host, gap.reason());
            }
        }
        return null;
    }

    /**
     * What ships with the server speaks of every known Windows: without a document for the product, no judgement is still an
     * answer (Windows 10 1809 was never concerned by MS17-010).
     */
    private static boolean decidedByFacts(HostEntry host, Asked asked) {
        return host.windows() && FACTS.containsAll(asked.advisories());
    }

    private static boolean concerns(HostEntry host, Asked asked) {
        return host.windows() ? asked.windows() : asked.cves() && !asked.windows();
    }

    private static Answers.Answer unknown(HostEntry host, String reason) {
        return new Answers.Answer(
                Verdict.UNKNOWN,
                "none",
                null,
                reason,
                host.imported() ? Confidence.IMPORTED : Confidence.MEASURED,
                List.of());
    }
}
