package io.patchwave.catalog;

import io.patchwave.catalog.AdvisoryDetail.AffectedProduct;
import io.patchwave.catalog.AdvisoryDetail.Remedy;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Products and remedies of one advisory, out of whatever form its publisher uses. */
final class Details {
    private final CatalogIndex index;
    private final Map<String, @Nullable String> products = new TreeMap<>();
    private final Map<String, Remedy> remedies = new LinkedHashMap<>();

    private Details(CatalogIndex index) {
        this.index = index;
    }

    /** Both, filled. */
    record Content(List<AffectedProduct> products, List<Remedy> remedies) {}

    static Content of(String uid, CatalogIndex index) {
        Details details = new Details(index);
        index.statements(uid).forEach(details::add);
        index.errata(uid).forEach(details::add);
        index.osv(uid).forEach(details::add);
        index.debian(uid).forEach(details::add);
        boolean silent = details.remedies.isEmpty();
        ShippedFacts.all().stream()
                .filter(fact -> fact.id().equals(uid) || (silent && fact.cves().contains(uid)))
                .forEach(details::add);
        List<AffectedProduct> products = new ArrayList<>();
        details.products.forEach((name, severity) -> products.add(new AffectedProduct(name, severity)));
        return new Content(products, List.copyOf(details.remedies.values()));
    }

    private void add(WindowsStatement statement) {
        statement.products().forEach(product -> products.put(product.name(), product.severity()));
        statement
                .fixes()
                .forEach(fix -> put(new Remedy(
                        fix.kb(),
                        fix.subType(),
                        fix.fixedBuild(),
                        fix.supersedes(),
                        fix.products(),
                        index.releasedAt(fix.kb()))));
    }

    private void add(RpmAdvisory erratum) {
        for (RpmAdvisory.PackageCollection collection : erratum.collections()) {
            RpmAdvisory.Module module = collection.module();
            String place = erratum.mirror() + (module == null ? "" : " " + module.name() + ":" + module.stream());
            products.put(place, erratum.severity());
            for (RpmAdvisory.FixedPackage fixed : collection.packages()) {
                String epoch = fixed.epoch() == null || fixed.epoch().equals("0") ? "" : fixed.epoch() + ":";
                String nevra =
                        fixed.name() + "-" + epoch + fixed.version() + "-" + fixed.release() + "." + fixed.arch();
                put(new Remedy(nevra, "package", null, List.of(), List.of(place), erratum.publishedAt()));
            }
        }
    }

    private void add(OsvAdvisory osv) {
        for (OsvAdvisory.Affected affected : osv.affected()) {
            products.put(affected.ecosystem(), osv.severity());
            for (OsvAdvisory.Range range : affected.ranges()) {
                for (OsvAdvisory.Event event : range.events()) {
                    if (event.fixed() != null) {
                        put(new Remedy(
                                affected.name() + " " + event.fixed(),
                                "package",
                                null,
                                List.of(),
                                List.of(affected.ecosystem()),
                                osv.published()));
                    }
                }
            }
        }
    }

    private void add(DebAdvisory advisory) {
        LocalDate day = advisory.publishedOn();
        for (DebAdvisory.SourceFix fix : advisory.fixes()) {
            products.put("Debian " + fix.release(), null);
            if (!fix.version().startsWith("<")) {
                put(new Remedy(
                        fix.source() + " " + fix.version(),
                        "source",
                        null,
                        List.of(),
                        List.of("Debian " + fix.release()),
                        day == null ? null : day.atStartOfDay().toInstant(ZoneOffset.UTC)));
            }
        }
    }

    private void add(ShippedFact fact) {
        for (ShippedFact.Product product : fact.products()) {
            products.put(product.name(), fact.severity());
            for (String kb : product.remedies()) {
                put(new Remedy(
                        kb,
                        null,
                        null,
                        List.of(),
                        List.of(product.name()),
                        fact.publishedOn().atStartOfDay().toInstant(ZoneOffset.UTC)));
            }
        }
    }

    /** The same remedy for further products is one remedy. */
    private void put(Remedy remedy) {
        remedies.merge(
                remedy.id(),
                remedy,
                (known, again) -> new Remedy(
                        known.id(),
                        known.kind() == null ? again.kind() : known.kind(),
                        known.fixedBuild() == null ? again.fixedBuild() : known.fixedBuild(),
                        union(known.supersedes(), again.supersedes()),
                        union(known.products(), again.products()),
                        known.releasedAt()));
    }

    private static List<String> union(Collection<String> one, Collection<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }
}
