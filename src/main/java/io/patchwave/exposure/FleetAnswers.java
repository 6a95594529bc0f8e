package io.patchwave.exposure;

import io.patchwave.catalog.ShippedFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole fleet's answers to some advisories, out of the index. */
@ApplicationScoped
class FleetAnswers {
    private static final Set<String> UNDECIDED_AS_A_WHOLE = Set.of("build-unknown", "no-advisories");
    static final Set<String> FACTS = ShippedFacts.all().stream()
            .flatMap(fact -> Stream.concat(Stream.of(fact.id()), fact.cves().stream()))
            .collect(Collectors.toUnmodifiableSet());
    private static final String NO_PROGRAMS = "products-not-inventoried";

    private final LiveIndex live;
    private final AdvisoryBook book;
    private final Explanations explanations;
    private volatile Known exposed = new Known(-1, Set.of());

    /** The advisories with an exposed host, as of one version of the index. */
    private record Known(long version, Set<String> ids) {}

    FleetAnswers(LiveIndex live, AdvisoryBook book, Explanations explanations) {
        this.live = live;
        this.book = book;
        this.explanations = explanations;
    }

    /** The advisories that ids stand for, and what that means for hosts without a ruling about them. */
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

    /** The active hosts by verdict. */
    FleetVerdicts verdicts(Asked asked) {
        return live.index().ask(view -> FleetVerdicts.of(view, asked));
    }

    /** Each active host that is not unaffected, without proof. */
    void each(Asked asked, BiConsumer<HostEntry, Answers.Answer> visitor) {
        each(hosts(verdicts(asked).concerned()), asked, visitor);
    }

    /** The hosts of the ordinals. */
    List<HostEntry> hosts(BitSet ordinals) {
        return live.index().ask(view -> {
            List<HostEntry> hosts = new java.util.ArrayList<>();
            view.hosts().each(ordinals, hosts::add);
            return hosts;
        });
    }

    /** Whether a host is one of the ordinals; those stay the same as long as the process lives. */
    Predicate<UUID> among(BitSet ordinals) {
        return id -> {
            int ordinal = live.index().ordinal(id);
            return ordinal >= 0 && ordinals.get(ordinal);
        };
    }

    private void each(List<HostEntry> hosts, Asked asked, BiConsumer<HostEntry, Answers.Answer> visitor) {
        Map<Long, Answers.Answer> shared = new java.util.HashMap<>();
        for (HostEntry host : hosts) {
            Long set = host.setId();
            boolean plain = set != null && host.isPlain();
            Answers.Answer answer = plain ? shared.get(set) : null;
            if (answer == null) {
                answer = of(host, asked, Proofs.NONE);
                if (plain && answer != null) {
                    shared.put(set, answer);
                }
            }
            if (answer != null) {
                visitor.accept(host, answer);
            }
        }
    }

    /** The host's answer with its proof; null where it is unaffected. */
    Answers.@Nullable Answer of(HostEntry host, Asked asked) {
        return of(host, asked, proofs(host, asked));
    }

    /** The answers of several hosts with their proofs, read together; unaffected ones are left out. */
    Map<UUID, Answers.Answer> all(Collection<HostEntry> hosts, Asked asked) {
        List<Long> sets =
                hosts.stream().map(HostEntry::setId).filter(Objects::nonNull).toList();
        Map<Long, Proofs> proofs = explanations.of(sets, live.index().keysOf(asked.advisories()));
        Map<UUID, Answers.Answer> answers = new HashMap<>();
        for (HostEntry host : hosts) {
            Proofs known = host.setId() == null ? null : proofs.get(host.setId());
            Answers.Answer answer = of(host, asked, known == null ? Proofs.NONE : known);
            if (answer != null) {
                answers.put(host.id(), answer);
            }
        }
        return answers;
    }

    private Proofs proofs(HostEntry host, Asked asked) {
        return explanations.of(host.setId(), live.index().keysOf(asked.advisories()));
    }

    /** The host's verdict without its proof; null where it is unaffected. */
    Answers.@Nullable Answer bare(HostEntry host, Asked asked) {
        return of(host, asked, Proofs.NONE);
    }

    /** Locked packages leave nothing to offer, which only the remedies tell: such a host is always asked in full. */
    private Answers.@Nullable Answer of(HostEntry host, Asked asked, Proofs given) {
        Proofs proofs = given == Proofs.NONE && !host.effects().locks().isEmpty() ? proofs(host, asked) : given;
        Answers.Answer answer = Answers.combined(Answers.byAdvisory(
                        live.index().rulingsOf(host, asked.advisories()), proofs, host, asked.advisories()::contains)
                .values());
        return answer == null ? undecided(host, asked) : answer;
    }

    /** The host's answers, one by one, with their proofs. */
    Map<String, Answers.Answer> byAdvisory(HostEntry host, Asked asked) {
        return Answers.byAdvisory(
                live.index().rulingsOf(host, asked.advisories()),
                proofs(host, asked),
                host,
                asked.advisories()::contains);
    }

    /** All advisories that some active host is exposed to. */
    Set<String> exposedAdvisories() {
        return live.index().ask(view -> {
            Known before = exposed;
            if (before.version() != view.version()) {
                before = new Known(view.version(), ExposedAdvisories.of(view));
                exposed = before;
            }
            return before.ids();
        });
    }

    /** Silence is never safety: what was not judged for want of knowledge is unknown, not unaffected. */
    private Answers.@Nullable Answer undecided(HostEntry host, Asked asked) {
        SetState state = live.index().set(host.setId());
        if (state == null) {
            return unknown(host, host.setId() == null ? "no-inventory" : "not-evaluated");
        }
        for (Evaluation.HostUnknown gap : state.whole().hostUnknowns()) {
            if (leavesUndecided(gap, host.windows(), asked)) {
                return unknown(host, gap.reason());
            }
        }
        return null;
    }

    /** Whether a set's gap leaves what was asked undecided on a host of that family. */
    static boolean leavesUndecided(Evaluation.HostUnknown gap, boolean windows, Asked asked) {
        boolean concerned = windows ? asked.windows() : asked.cves() && !asked.windows();
        boolean whole = UNDECIDED_AS_A_WHOLE.contains(gap.reason())
                && concerned
                && !gap.settled().containsAll(asked.advisories());
        return whole || (gap.reason().equals(NO_PROGRAMS) && asked.programs() && windows);
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
