package io.patchwave.exposure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rulings on a set and what is peculiar to a host become the host's answer (exposure-rules 0.3); pure. */
final class Answers {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern NAME = Pattern.compile("^(.+)-[^-]+-[^-]+$");

    /** Worse first; among equals the smallest rule number, then the smallest KB, so that the text is always the same. */
    private static final Comparator<Answer> WORST = Comparator.comparing(Answer::verdict)
            .thenComparing(answer -> number(answer.rule()))
            .thenComparing(answer -> number(answer.satisfiedBy()))
            .thenComparing(answer -> String.valueOf(answer.satisfiedBy()))
            .thenComparing(answer -> String.valueOf(answer.reason()));

    private Answers() {}

    /** An answer for one advisory, or for several at once. */
    record Answer(
            Verdict verdict,
            String rule,
            @Nullable String satisfiedBy,
            @Nullable String reason,
            Confidence confidence,
            List<String> remedies) {
        /** Whether the hole is there. */
        boolean open() {
            return verdict.isOpen();
        }

        HostVerdict of(HostEntry host) {
            return new HostVerdict(host.id(), verdict, rule, satisfiedBy, reason, confidence, remedies, null);
        }
    }

    /** One answer for each wanted advisory that is judged; across products the worse counts, a shipped fact before all. */
    static Map<String, Answer> byAdvisory(
            Collection<Ruling> rulings, Proofs proofs, HostEntry host, Predicate<String> wanted) {
        Map<String, Answer> answers = new HashMap<>();
        for (Ruling ruling : rulings) {
            Answer plain = adjusted(ruling, proofs.of(ruling.group().key()), host);
            for (String advisory : ruling.group().advisories()) {
                if (wanted.test(advisory)) {
                    boolean mitigated = plain.verdict() == Verdict.EXPOSED
                            && host.effects().mitigated().contains(advisory);
                    answers.merge(
                            advisory, mitigated ? with(plain, Verdict.MITIGATED, plain.reason()) : plain, Answers::sum);
                }
            }
        }
        return answers;
    }

    /** One answer for several advisories; null where none is judged. */
    static @Nullable Answer combined(Collection<Answer> answers) {
        Answer worst = answers.stream().min(WORST).orElse(null);
        if (worst == null) {
            return null;
        }
        LinkedHashSet<String> remedies = new LinkedHashSet<>();
        answers.stream()
                .filter(answer -> answer.verdict() == worst.verdict())
                .sorted(WORST)
                .forEach(answer -> remedies.addAll(answer.remedies()));
        return new Answer(
                worst.verdict(),
                worst.rule(),
                worst.satisfiedBy(),
                worst.reason(),
                worst.confidence(),
                List.copyOf(remedies));
    }

    private static Answer sum(Answer one, Answer other) {
        if (one.rule().equals(Grounds.FACT) != other.rule().equals(Grounds.FACT)) {
            Answer fact = one.rule().equals(Grounds.FACT) ? one : other;
            Answer rest = fact == one ? other : one;
            return rest.rule().equals(Grounds.NO_UPDATE_EXISTS) ? rest : fact;
        }
        Answer combined = combined(List.of(one, other));
        return combined == null ? one : combined;
    }

    /** A proof counts only for the verdict it was given for: what is asked today of yesterday's answer may differ. */
    private static Answer adjusted(Ruling ruling, @Nullable Judgement said, HostEntry host) {
        Grounds grounds = ruling.grounds();
        Judgement proof = said != null && said.verdict() == grounds.verdict() ? said : null;
        Confidence confidence = host.imported() ? Confidence.IMPORTED : grounds.confidence();
        Verdict verdict = grounds.verdict();
        String reason = grounds.reason();
        List<String> remedies = proof == null ? List.of() : proof.remedies();
        if (verdict == Verdict.PENDING_REBOOT && host.rolledBack()) {
            verdict = Verdict.EXPOSED;
            reason = "rolled-back";
        }
        if (!remedies.isEmpty() && !host.effects().locks().isEmpty() && verdict != Verdict.PATCHED) {
            List<String> offered = new ArrayList<>(remedies);
            offered.removeIf(remedy -> locked(remedy, host.effects().locks()));
            reason = offered.isEmpty() ? "locked" : reason;
            remedies = List.copyOf(offered);
        }
        return new Answer(
                verdict, grounds.rule(), proof == null ? null : proof.satisfiedBy(), reason, confidence, remedies);
    }

    private static Answer with(Answer answer, Verdict verdict, @Nullable String reason) {
        return new Answer(verdict, answer.rule(), answer.satisfiedBy(), reason, answer.confidence(), answer.remedies());
    }

    /** {@code kernel-core-0:4.18.0-553.el8.x86_64} by {@code kernel*}; {@code openssl=1.1.1n} by {@code openssl}; a KB by itself. */
    static boolean locked(String remedy, List<String> locks) {
        int equals = remedy.indexOf('=');
        Matcher nevra = NAME.matcher(remedy);
        String name = equals > 0 ? remedy.substring(0, equals) : nevra.matches() ? nevra.group(1) : remedy;
        return locks.stream().anyMatch(lock -> glob(lock, name) || lock.equals(remedy));
    }

    private static boolean glob(String pattern, String name) {
        if (pattern.indexOf('*') < 0) {
            return pattern.equals(name);
        }
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }

    private static long number(@Nullable String text) {
        if (text == null) {
            return Long.MAX_VALUE;
        }
        Matcher number = NUMBER.matcher(text);
        return number.find() && number.group().length() < 18 ? Long.parseLong(number.group()) : Long.MAX_VALUE;
    }
}
