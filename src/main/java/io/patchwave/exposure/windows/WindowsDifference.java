package io.patchwave.exposure.windows;

import io.patchwave.exposure.Ruler;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What changed between two compilations, product by product. */
final class WindowsDifference implements Ruler.Difference {
    private final CompiledWindows after;
    private final Set<String> keys = new TreeSet<>();
    private final Set<String> systems = new HashSet<>();
    private final Set<String> programs = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private WindowsDifference(CompiledWindows after) {
        this.after = after;
    }

    /** Null where what is said of machines as a whole may differ too. */
    static @Nullable WindowsDifference between(CompiledWindows before, CompiledWindows after) {
        WindowsIndex old = before.index;
        WindowsIndex fresh = after.index;
        if (!before.isAsCompleteAs(after)
                || !old.products().keySet().equals(fresh.products().keySet())
                || !old.systemsWithDotnet().equals(fresh.systemsWithDotnet())
                || !sameNames(before.catalogOfPrograms.names(), after.catalogOfPrograms.names())) {
            return null;
        }
        WindowsDifference difference = new WindowsDifference(after);
        for (WindowsProduct system : ProductTable.all()) {
            difference.compare(system, old, fresh);
        }
        both(old.programs(), fresh.programs()).forEach(key -> {
            ProductIndex one = old.programs().get(key);
            ProductIndex other = fresh.programs().get(key);
            if (one == null || !one.sameAs(other)) {
                difference.programs.add(key);
                if (one != null) {
                    difference.names.add(ProgramCatalog.nameOf(one));
                }
                if (other != null) {
                    difference.names.add(ProgramCatalog.nameOf(other));
                }
                difference.touch(one);
                difference.touch(other);
            }
        });
        return difference;
    }

    /** Of programs that stay unknown where no product has their name, none came and none went. */
    private static boolean sameNames(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream())
                .filter(name -> !one.contains(name) || !other.contains(name))
                .noneMatch(ProgramNames::isPatchedByItsOwnInstaller);
    }

    private static Set<String> both(Map<String, ?> one, Map<String, ?> other) {
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }

    private void compare(WindowsProduct system, WindowsIndex old, WindowsIndex fresh) {
        String key = system.key();
        UpdateLine oldLine = old.line(system);
        UpdateLine freshLine = fresh.line(system);
        ProductIndex one = old.products().get(key);
        ProductIndex other = fresh.products().get(key);
        boolean sameLine = (oldLine == null || freshLine == null) ? oldLine == freshLine : oldLine.sameAs(freshLine);
        boolean sameSystem = (one == null || other == null) ? one == other : one.sameAs(other);
        List<ProductIndex> oldInside = old.inside().getOrDefault(key, List.of());
        List<ProductIndex> freshInside = fresh.inside().getOrDefault(key, List.of());
        if (sameLine && sameSystem && same(oldInside, freshInside)) {
            return;
        }
        systems.add(key);
        touch(one);
        touch(other);
        oldInside.forEach(this::touch);
        freshInside.forEach(this::touch);
        FactEntry.of(system.release().build(), system.server()).stream()
                .map(fact -> fact.classes().get(key))
                .filter(Objects::nonNull)
                .forEach(fact -> keys.add(fact.name().key()));
    }

    private static boolean same(List<ProductIndex> one, List<ProductIndex> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).key().equals(other.get(i).key()) || !one.get(i).sameAs(other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void touch(@Nullable ProductIndex product) {
        if (product != null) {
            product.classes().forEach(one -> keys.add(one.name().key()));
        }
    }

    @Override
    public List<String> keys() {
        return List.copyOf(keys);
    }

    @Override
    public boolean touches(Software software) {
        if (!(software instanceof WindowsSoftware windows)) {
            return false;
        }
        String product = ProductTable.of(windows).map(WindowsProduct::key).orElse("");
        return systems.contains(product) || (!names.isEmpty() && after.catalogOfPrograms.anyOf(windows, names));
    }

    @Override
    public void rule(Software software, Ruler.Rulings into) {
        after.judge(
                (WindowsSoftware) software,
                systems,
                product -> programs.contains(product.key()),
                (remedies, grounds, proof, proofs) -> into.add(remedies.number(), grounds));
    }
}
