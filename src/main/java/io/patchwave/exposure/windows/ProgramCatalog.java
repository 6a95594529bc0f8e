package io.patchwave.exposure.windows;

import io.patchwave.exposure.Memo;
import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The programs that MSRC publishes updates for, found by the names that machines give them; names are remembered. */
final class ProgramCatalog {
    private static final int REMEMBERED = 50_000;
    private static final List<WindowsSoftware.Program> NONE = List.of();
    private static final String SQL = "microsoft sql server ";

    private final Map<String, List<ProductIndex>> byBase = new HashMap<>();
    private final Map<String, TreeMap<Integer, ProductIndex>> families = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private final Memo<WindowsSoftware.Program, Entry> entries = new Memo<>();

    ProgramCatalog(Collection<ProductIndex> programs) {
        programs.stream()
                .filter(ProgramCatalog::isDecidable)
                .sorted(Comparator.comparing(ProductIndex::key))
                .forEach(product -> {
                    names.add(nameOf(product));
                    ProgramFamily family = product.family();
                    if (family == null) {
                        byBase.computeIfAbsent(nameOf(product), unused -> new ArrayList<>())
                                .add(product);
                    } else {
                        names.add(product.key());
                        families.computeIfAbsent(family.name() + family.branch(), unused -> new TreeMap<>())
                                .put(family.level(), product);
                    }
                });
    }

    /** Documents that were taken in before versions were read say of Edge only that it had a flaw once. */
    private static boolean isDecidable(ProductIndex product) {
        return !PublishedNames.isByVersion(product.key())
                || product.classes().stream().anyMatch(one -> one.version() != null);
    }

    /**
     * What an entry of the list of programs is by its name, whatever else the machine has.
     *
     * @param names what {@link #nameOf} gives for its products and for those that came with it
     * @param products as MSRC calls it
     * @param brought what is presumed to have come with it: programs of a suite
     * @param version that its name tells, which counts before that of the entry; or null
     * @param bits word length that its name tells, or null
     * @param unmatched MSRC publishes updates for such a program, and no name of ours is its
     * @param kbs that its name says are installed
     * @param sqlYear it is an instance of that SQL Server; null otherwise
     * @param sqlPatch it is an update of SQL Server
     */
    record Entry(
            Set<String> names,
            List<ProductIndex> products,
            List<ProductIndex> brought,
            @Nullable String version,
            @Nullable String bits,
            boolean unmatched,
            int[] kbs,
            @Nullable String sqlYear,
            boolean sqlPatch) {
        /** Whether it names the product itself. */
        boolean is(ProductIndex product) {
            for (ProductIndex one : products) {
                if (one.key().equals(product.key())) {
                    return true;
                }
            }
            return false;
        }

        /** The version to judge it by; null where none is told. */
        @Nullable String version(WindowsSoftware.Program program) {
            return version == null ? program.version() : version;
        }

        /** Whether the program has the product's word length, as far as names tell. */
        boolean fits(WindowsSoftware.Program program, ProductIndex product) {
            String named = ProgramNames.bits(product.key());
            String arch = program.arch();
            String installed = bits == null && arch != null ? ProgramNames.bits(arch) : bits;
            return named == null || installed == null || named.equals(installed);
        }
    }

    /** What each of a machine's programs is; none where they are not known. */
    Entry[] entries(WindowsSoftware software) {
        List<WindowsSoftware.Program> programs = Objects.requireNonNullElse(software.programs(), NONE);
        Entry[] found = new Entry[programs.size()];
        entries.get(programs, found, entry -> true, program -> entry(program.name()));
        return found;
    }

    private Entry entry(String name) {
        Entry there = known.get(name);
        if (there != null) {
            return there;
        }
        Entry found = read(name);
        if (known.size() < REMEMBERED) {
            known.put(name, found);
        }
        return found;
    }

    private Entry read(String name) {
        String base = ProgramNames.base(name);
        ProgramFamily exchange = ProgramFamily.exchange(base).orElse(null);
        OfficeNames.Meaning meaning = OfficeNames.of(ProductNames.normalised(name), ProgramNames.line(base));
        List<ProductIndex> products = exchange == null ? named(meaning.own()) : from(exchange);
        List<ProductIndex> brought = named(meaning.brought());
        String sqlYear = base.startsWith(SQL) && names.contains(base) ? base.substring(SQL.length()) : null;
        return new Entry(
                exchange == null ? meaning.names() : Set.of(exchange.name()),
                products,
                brought,
                PublishedNames.version(base),
                ProgramNames.bits(name),
                meaning.untold() || isUnmatched(base, products, brought, sqlYear),
                ProgramNames.kbs(name).stream().mapToInt(Integer::intValue).toArray(),
                sqlYear,
                base.contains("for sql server "));
    }

    private static boolean isUnmatched(
            String base, List<ProductIndex> products, List<ProductIndex> brought, @Nullable String sqlYear) {
        return products.isEmpty()
                && brought.isEmpty()
                && sqlYear == null
                && ProgramNames.isPatchedByItsOwnInstaller(base);
    }

    private List<ProductIndex> named(List<String> lines) {
        return lines.stream()
                .flatMap(line -> byBase.getOrDefault(line, List.of()).stream())
                .toList();
    }

    private List<ProductIndex> from(ProgramFamily wanted) {
        Map.Entry<Integer, ProductIndex> level = families.getOrDefault(wanted.name() + wanted.branch(), new TreeMap<>())
                .ceilingEntry(wanted.level());
        return level == null ? List.of() : List.of(level.getValue());
    }

    /** The level and branch that a version of SQL Server is on; null where MSRC has published nothing for it or later. */
    @Nullable ProductIndex sql(SqlVersion version, String bits) {
        String branch = (version.cumulative() ? "cu " : "gdr ") + bits;
        List<ProductIndex> found = from(new ProgramFamily(SQL + version.year(), branch, version.servicePack()));
        return found.isEmpty() ? null : found.get(0);
    }

    /** What the program is called, whatever its level. */
    static String nameOf(ProductIndex product) {
        ProgramFamily family = product.family();
        return family == null ? ProgramNames.line(ProgramNames.base(product.key())) : family.name();
    }

    /** The names that programs are known by. */
    Set<String> names() {
        return names;
    }

    /** Whether a program of those names is on the machine. */
    boolean anyOf(WindowsSoftware software, Set<String> wanted) {
        WindowsSoftware.Components components = software.components();
        if (components != null
                && !components.sql().isEmpty()
                && wanted.stream().anyMatch(name -> name.startsWith(SQL))) {
            return true;
        }
        for (Entry entry : entries(software)) {
            if (!Collections.disjoint(wanted, entry.names())) {
                return true;
            }
        }
        return false;
    }
}
