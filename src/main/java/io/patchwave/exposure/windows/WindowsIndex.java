package io.patchwave.exposure.windows;

import io.patchwave.exposure.Ruler.GroupName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalog's statements about Windows, compiled; immutable.
 *
 * @param products by normalised name
 * @param inside products inside an operating system, by the system's normalised name
 * @param programs products that are neither, by normalised name
 * @param lines update histories
 * @param groups every class, by its number
 * @param severities of advisories that are not rated alike for all their products
 */
record WindowsIndex(
        Map<String, ProductIndex> products,
        Map<String, List<ProductIndex>> inside,
        Map<String, ProductIndex> programs,
        Map<String, UpdateLine> lines,
        List<GroupName> groups,
        Severities severities) {
    /** The product's update history; null where there is none. */
    @Nullable UpdateLine line(WindowsProduct product) {
        return product.line() == null ? null : lines.get(product.line());
    }

    /** Systems for which advisories speak of .NET Framework. */
    Set<String> systemsWithDotnet() {
        return inside.entrySet().stream()
                .filter(system -> system.getValue().stream()
                        .anyMatch(one -> one.component().is(Component.Kind.DOTNET)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The most updates that a product has. */
    int widest() {
        int widest = 0;
        for (ProductIndex product : products.values()) {
            widest = Math.max(widest, product.remedies().length);
        }
        for (List<ProductIndex> products : inside.values()) {
            for (ProductIndex product : products) {
                widest = Math.max(widest, product.remedies().length);
            }
        }
        return widest;
    }
}
