package io.patchwave.catalog;

import io.patchwave.catalog.WindowsStatement.AffectedProduct;
import io.patchwave.catalog.WindowsStatement.VendorFix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document of Microsoft's as stored: product names once, then by number. A month names the same two hundred products a
 * hundred thousand times.
 */
public record WindowsMonth(String document, Instant initialRelease, List<String> products, List<Flaw> flaws) {
    /** A statement; {@code severities} go with {@code affected}, {@code versions} are of those that have one, by place. */
    record Flaw(
            String cve,
            String title,
            int[] affected,
            List<@Nullable String> severities,
            @Nullable Map<Integer, String> versions,
            List<Fix> fixes,
            @Nullable Instant publishedAt) {}

    /** A remedy. */
    record Fix(
            String kb,
            @Nullable String subType,
            @Nullable String fixedBuild,
            List<String> supersedes,
            int[] products) {}

    /** The stored form of what a document says. */
    public static WindowsMonth of(String document, Instant initialRelease, List<WindowsStatement> statements) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<Flaw> flaws = new ArrayList<>();
        for (WindowsStatement statement : statements) {
            int[] affected = statement.products().stream()
                    .mapToInt(product -> number(numbers, product.name()))
                    .toArray();
            List<@Nullable String> severities = new ArrayList<>();
            Map<Integer, String> versions = new TreeMap<>();
            for (AffectedProduct product : statement.products()) {
                String version = product.fixedVersion();
                if (version != null) {
                    versions.put(severities.size(), version);
                }
                severities.add(product.severity());
            }
            List<Fix> fixes = statement.fixes().stream()
                    .map(fix -> new Fix(
                            fix.kb(),
                            fix.subType(),
                            fix.fixedBuild(),
                            fix.supersedes(),
                            fix.products().stream()
                                    .mapToInt(name -> number(numbers, name))
                                    .toArray()))
                    .toList();
            flaws.add(new Flaw(
                    statement.cve(),
                    statement.title(),
                    affected,
                    severities,
                    versions.isEmpty() ? null : versions,
                    fixes,
                    statement.publishedAt()));
        }
        return new WindowsMonth(document, initialRelease, List.copyOf(numbers.keySet()), flaws);
    }

    private static int number(Map<String, Integer> numbers, String name) {
        return numbers.computeIfAbsent(name, fresh -> numbers.size());
    }

    /** The statements again; equal lists and texts are shared. */
    List<WindowsStatement> statements() {
        Shared shared = new Shared();
        List<WindowsStatement> statements = new ArrayList<>(flaws.size());
        for (Flaw flaw : flaws) {
            List<AffectedProduct> affected = new ArrayList<>(flaw.affected().length);
            Map<Integer, String> versions = flaw.versions();
            for (int i = 0; i < flaw.affected().length; i++) {
                affected.add(shared.product(new AffectedProduct(
                        products.get(flaw.affected()[i]),
                        flaw.severities().get(i),
                        versions == null ? null : versions.get(i))));
            }
            List<VendorFix> fixes = flaw.fixes().stream()
                    .map(fix -> new VendorFix(
                            shared.text(fix.kb()),
                            shared.textOrNull(fix.subType()),
                            shared.textOrNull(fix.fixedBuild()),
                            shared.texts(fix.supersedes()),
                            shared.texts(Arrays.stream(fix.products())
                                    .mapToObj(products::get)
                                    .toList())))
                    .toList();
            statements.add(new WindowsStatement(
                    document, initialRelease, flaw.cve(), flaw.title(), affected, fixes, flaw.publishedAt()));
        }
        return statements;
    }

    /** One object for equal ones. */
    private static final class Shared {
        private final Map<Object, Object> known = new HashMap<>();

        String text(String text) {
            return (String) known.computeIfAbsent(text, same -> same);
        }

        @Nullable String textOrNull(@Nullable String text) {
            return text == null ? null : text(text);
        }

        @SuppressWarnings("unchecked")
        List<String> texts(List<String> texts) {
            return (List<String>) known.computeIfAbsent(texts, same -> same);
        }

        AffectedProduct product(AffectedProduct product) {
            return (AffectedProduct) known.computeIfAbsent(product, same -> same);
        }
    }
}
