package io.patchwave.proof;

import java.util.List;
import java.util.Set;

/** Where two answers part. */
final class Differences {
    private Differences() {}

    /** Adds a sentence for everything that only one of the two says. */
    static void of(List<String> wrong, String host, String what, Set<String> theirs, Set<String> ours) {
        theirs.stream()
                .filter(each -> !ours.contains(each))
                .forEach(each -> wrong.add(host + ": we miss " + what + " " + each));
        ours.stream()
                .filter(each -> !theirs.contains(each))
                .forEach(each -> wrong.add(host + ": they have no " + what + " " + each));
    }
}
