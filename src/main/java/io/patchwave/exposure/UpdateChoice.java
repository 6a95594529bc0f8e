package io.patchwave.exposure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Of alternatives the fewest that close everything: always the one that closes most of what is left, then most of all on the
 * machine (a rollup before its security-only update), then the smallest KB; at the end those are left out whose part the others
 * close together. What an update closes is not guessed: the machine is judged as if it were installed. Pure.
 */
final class UpdateChoice {
    private final Function<Set<String>, Map<String, Verdict>> judge;

    /** The function judges the machine with these updates installed: advisory → verdict. */
    UpdateChoice(Function<Set<String>, Map<String, Verdict>> judge) {
        this.judge = judge;
    }

    /**
     * Chooses.
     *
     * @param alternatives advisory that is to be closed → updates of which one is enough
     * @return chosen updates, by number
     */
    List<String> choose(Map<String, ? extends Collection<String>> alternatives) {
        Map<String, Collection<String>> left = new TreeMap<>(alternatives);
        left.values().removeIf(Collection::isEmpty);
        Set<String> chosen = new HashSet<>();
        Set<String> unproven = new HashSet<>();
        Map<String, Map<String, Verdict>> single = new HashMap<>();
        while (!left.isEmpty()) {
            Set<String> candidates = new HashSet<>();
            left.values().forEach(candidates::addAll);
            candidates.removeAll(chosen);
            if (candidates.isEmpty()) {
                break;
            }
            Map<String, Map<String, Verdict>> ifInstalled = new HashMap<>();
            for (String kb : candidates) {
                ifInstalled.put(kb, single.computeIfAbsent(kb, one -> judge.apply(Set.of(one))));
            }
            String best = ifInstalled.entrySet().stream()
                    .min(Comparator.comparingLong((Map.Entry<String, Map<String, Verdict>> one) ->
                                    -closed(one.getValue(), left.keySet()))
                            .thenComparingLong(one ->
                                    -closed(one.getValue(), one.getValue().keySet()))
                            .thenComparing(one -> number(one.getKey()))
                            .thenComparing(Map.Entry::getKey))
                    .orElseThrow()
                    .getKey();
            chosen.add(best);
            int before = left.size();
            Map<String, Verdict> after = ifInstalled.getOrDefault(best, Map.of());
            left.keySet().removeIf(advisory -> isClosed(after, advisory));
            if (left.size() == before) {
                // It is published as a remedy though it cannot be seen to close: offered all the same, once.
                left.values().removeIf(remedies -> remedies.contains(best));
                unproven.add(best);
            }
        }
        List<String> sorted = new ArrayList<>(chosen);
        sorted.sort(Comparator.comparing(UpdateChoice::number).thenComparing(Comparator.naturalOrder()));
        return sorted.size() - unproven.size() < 2 ? sorted : needed(sorted, unproven, alternatives.keySet());
    }

    /** Without those whose part the others close. */
    private List<String> needed(List<String> chosen, Set<String> unproven, Set<String> wanted) {
        List<String> needed = new ArrayList<>(chosen);
        long all = closed(judge.apply(Set.copyOf(chosen)), wanted);
        for (String kb : chosen) {
            Set<String> rest = new HashSet<>(needed);
            rest.remove(kb);
            if (!unproven.contains(kb) && closed(judge.apply(rest), wanted) == all) {
                needed.remove(kb);
            }
        }
        return needed;
    }

    private static long closed(Map<String, Verdict> verdicts, Set<String> wanted) {
        return wanted.stream().filter(advisory -> isClosed(verdicts, advisory)).count();
    }

    private static boolean isClosed(Map<String, Verdict> verdicts, String advisory) {
        Verdict verdict = verdicts.get(advisory);
        return verdict == null || verdict == Verdict.PATCHED || verdict == Verdict.PENDING_REBOOT;
    }

    private static long number(String kb) {
        String digits = kb.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 17 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
