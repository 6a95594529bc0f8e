package io.patchwave.exposure.windows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes one product of each level of a family of programs: what its own level lists, and what only later levels do. */
final class ProgramFamilies {
    private final Map<String, ProductBuilder> products;

    private ProgramFamilies(Map<String, ProductBuilder> products) {
        this.products = products;
    }

    /** @param products by normalised name; the levels of SQL Server take the place of MSRC's many names for it */
    static void join(Map<String, ProductBuilder> products) {
        ProgramFamilies families = new ProgramFamilies(products);
        families.exchange();
        families.sql();
    }

    private void exchange() {
        Map<String, TreeMap<Integer, ProductBuilder>> families = new TreeMap<>();
        for (ProductBuilder product : products.values()) {
            ProgramFamily.exchange(product.key).ifPresent(family -> {
                product.family = family;
                families.computeIfAbsent(family.name(), unused -> new TreeMap<>())
                        .put(family.level(), product);
            });
        }
        families.values().forEach(ProgramFamilies::inherit);
    }

    /** From the latest level down: what only later ones list concerns the earlier ones too. */
    private static void inherit(TreeMap<Integer, ProductBuilder> levels) {
        ProductBuilder later = null;
        for (ProductBuilder level : levels.descendingMap().values()) {
            if (later != null) {
                level.inherit(later);
            }
            later = level;
        }
    }

    private void sql() {
        Map<String, TreeMap<Integer, ProductBuilder>> branches = new TreeMap<>();
        for (ProductBuilder product : List.copyOf(products.values())) {
            ProgramFamily.sql(product.key).ifPresent(family -> {
                String bits = family.branch().substring(family.branch().indexOf(' ') + 1);
                for (String line : List.of("gdr", "cu")) {
                    if (family.branch().startsWith(line) || family.branch().startsWith(ProgramFamily.BOTH)) {
                        branches.computeIfAbsent(family.name() + "|" + line + " " + bits, unused -> new TreeMap<>())
                                .computeIfAbsent(family.level(), unused -> level(family, line + " " + bits))
                                .absorb(product);
                    }
                }
                products.remove(product.key);
            });
        }
        branches.values().forEach(levels -> {
            inherit(levels);
            levels.values().forEach(level -> products.put(level.key, level));
        });
    }

    private static ProductBuilder level(ProgramFamily family, String branch) {
        String pack = family.level() == 0 ? "" : " service pack " + family.level();
        ProductBuilder level = new ProductBuilder(family.name() + pack + " (" + branch + ")");
        level.family = new ProgramFamily(family.name(), branch, family.level());
        return level;
    }
}
