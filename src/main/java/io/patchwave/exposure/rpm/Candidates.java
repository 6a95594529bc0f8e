package io.patchwave.exposure.rpm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a host has to choose from among modules that depend on one another. */
final class Candidates {
    private final Modularity all;
    private final Activation.Stated stated;
    /** Those that require what nobody has. */
    private final Set<Described> impossible = new HashSet<>();

    Candidates(Modularity all, Set<String> circle, Activation.Stated stated) {
        this.all = all;
        this.stated = stated;
        List<Described> own =
                circle.stream().flatMap(module -> all.of(module).stream()).toList();
        boolean grows = true;
        while (grows) {
            grows = own.stream()
                            .filter(each -> !impossible.contains(each) && isImpossible(each))
                            .filter(impossible::add)
                            .count()
                    > 0;
        }
    }

    private boolean isImpossible(Described each) {
        return each.requirements().stream().anyMatch(required -> !isSettled(each, required) && !isPossible(required));
    }

    private boolean isPossible(ModuleDocument.Requirement required) {
        return some(required.module())
                .anyMatch(each -> required.mayAccept(each.stream()) && !impossible.contains(each));
    }

    /** Whether it could be active if no stream refused another. */
    boolean isPossible(Activation.Wish wish) {
        return isPossible(wish.asRequirement());
    }

    /** What meets a requirement, in the order in which dnf tries it. */
    List<Described> of(ModuleDocument.Requirement required) {
        return some(required.module())
                .filter(each -> required.accepts(each.stream()))
                .toList();
    }

    private Stream<Described> some(String module) {
        return stated.isDisabled(module)
                ? Stream.empty()
                : all.of(module).stream().filter(each -> !isRefused(each));
    }

    private boolean isRefused(Described each) {
        Set<String> contexts = stated.contexts(each.module(), each.stream());
        return contexts != null && each.contexts().stream().noneMatch(contexts::contains);
    }

    /** What a context that the host names requires was there on the host, be it described or not. */
    boolean isSettled(Described each, ModuleDocument.Requirement required) {
        return stated.contexts(each.module(), each.stream()) != null
                && some(required.module()).noneMatch(other -> required.mayAccept(other.stream()));
    }

    /** The modules that may become active for the sake of these, theirs included. */
    Set<String> reach(Stream<Activation.Wish> wishes) {
        Set<String> modules = new HashSet<>();
        Set<Described> seen = new HashSet<>();
        Deque<ModuleDocument.Requirement> open = new ArrayDeque<>();
        wishes.map(Activation.Wish::asRequirement).forEach(open::add);
        while (!open.isEmpty()) {
            ModuleDocument.Requirement required = open.remove();
            modules.add(required.module());
            of(required).stream().filter(seen::add).forEach(each -> open.addAll(each.requirements()));
        }
        return modules;
    }
}
