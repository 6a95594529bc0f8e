package io.patchwave.exposure.rpm;

import io.patchwave.exposure.Evaluation;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.Evr;
import io.patchwave.version.Nevra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Advisories that bring a newer package under another name or for another architecture than what is installed (R2): dnf lists
 * them neither as available nor as updates, so they are no findings, and a person may still want to know.
 */
final class Hints {
    private static final String NOARCH = "noarch";

    private final Plan plan;
    private final ModuleState modules;
    private final String architecture;
    /** By {@code name.arch} the newest installed. */
    private final Map<String, Package> installed = new HashMap<>();

    private final Set<String> names = new HashSet<>();
    private final Set<Evaluation.Hint> found = new HashSet<>();

    private record Package(Nevra nevra, LinuxSoftware.Rpm rpm) {
        Package newer(Package other) {
            return nevra.evr().isOlderThan(other.nevra.evr()) ? other : this;
        }
    }

    Hints(LinuxSoftware host, Plan plan) {
        this.plan = plan;
        this.modules = plan.modules(host);
        this.architecture = host.architecture();
        for (LinuxSoftware.Rpm rpm : host.packages()) {
            Nevra nevra = Nevra.parse(rpm.nevra());
            if (nevra != null) {
                installed.merge(key(nevra), new Package(nevra, rpm), Package::newer);
                names.add(nevra.name());
            }
        }
    }

    /** In the order of advisories, then of what is installed. */
    List<Evaluation.Hint> all() {
        installed.values().forEach(each -> {
            archChanged(each);
            replaced(each);
        });
        List<Evaluation.Hint> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Evaluation.Hint::advisory)
                .thenComparing(Evaluation.Hint::installed)
                .thenComparing(Evaluation.Hint::named));
        return sorted;
    }

    private void archChanged(Package each) {
        Nevra nevra = each.nevra;
        String other = nevra.arch().equals(NOARCH) ? architecture : NOARCH;
        String key = nevra.name() + "." + other;
        if (!installed.containsKey(key)) {
            for (Source source : plan.sources().errata()) {
                tell(source, key, each, null, "arch-changed");
            }
        }
    }

    private void replaced(Package each) {
        for (Source source : plan.sources().errata()) {
            for (Offers.Replacing by : source.offers().replacing().getOrDefault(each.nevra.name(), List.of())) {
                if (!names.contains(by.by().name()) && by.replaces(each.nevra.evr())) {
                    for (Source any : plan.sources().errata()) {
                        tell(any, key(by.by()), each, by.by().evr(), "replaced");
                    }
                }
            }
        }
    }

    /** @param build the only one that counts; null: every one that is newer than the installed package */
    private void tell(Source source, String key, Package each, @Nullable Evr build, String code) {
        Fix.Of fixes = source.index().under(key);
        if (fixes == null) {
            return;
        }
        for (Fix fix : fixes.sorted()) {
            tell(fix, key, each, build, code);
        }
        for (Fix.Odd odd : fixes.odd()) {
            if (odd instanceof Fix.Doubtful doubtful && doubtful.possible().size() == 1) {
                tell(doubtful.asZero(), key, each, build, code);
            }
        }
    }

    private void tell(Fix fix, String key, Package each, @Nullable Evr build, String code) {
        boolean newer = build == null ? each.nevra.evr().isOlderThan(fix.build()) : build.equals(fix.build());
        if (newer && !isJudged(fix.advisory(), each) && isInForce(fix, each)) {
            String named = new Nevra(key.substring(0, key.lastIndexOf('.')), fix.build(), arch(key)).toString();
            found.add(new Evaluation.Hint(fix.advisory().id(), code, each.rpm.nevra(), named));
        }
    }

    /** Whether the advisory names the installed package itself: then that decides. */
    private boolean isJudged(Advisory advisory, Package each) {
        for (Source source : plan.sources().errata()) {
            Fix.Of own = source.index().under(key(each.nevra));
            if (own != null
                    && (Arrays.stream(own.sorted())
                                    .anyMatch(fix -> fix.advisory().number() == advisory.number())
                            || own.odd().stream().anyMatch(odd -> odd.advisory().number() == advisory.number()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isInForce(Fix fix, Package each) {
        return modules.ask(fix.condition(), each.rpm) == ModuleState.Answer.YES;
    }

    private static String key(Nevra nevra) {
        return nevra.name() + "." + nevra.arch();
    }

    private static String arch(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
