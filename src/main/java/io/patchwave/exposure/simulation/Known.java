package io.patchwave.exposure.simulation;

import io.patchwave.catalog.CatalogSnapshot;
import io.patchwave.catalog.ShippedFacts;
import io.patchwave.catalog.WindowsStatement;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the catalog knows of remedies at all. */
final class Known {
    private final CatalogSnapshot catalog;
    private final Set<String> published = new HashSet<>();
    private final Set<String> updates = new HashSet<>();
    private final Set<String> packages = new HashSet<>();

    Known(CatalogSnapshot catalog) {
        this.catalog = catalog;
        for (WindowsStatement statement : catalog.statements()) {
            statement.fixes().forEach(fix -> published.add(fix.kb()));
        }
        Set<String> facts = new HashSet<>();
        ShippedFacts.all()
                .forEach(fact -> fact.products().forEach(product -> {
                    facts.addAll(product.remedies());
                    facts.addAll(product.provenBy());
                }));
        updates.addAll(published);
        updates.addAll(facts);
        catalog.history().stream()
                .map(line -> line.kb())
                .filter(Objects::nonNull)
                .forEach(updates::add);
        // A fact may speak of systems that no document has (XP): there its update is nobody's but the fact's.
        published.removeAll(facts);
        catalog.errata()
                .forEach(advisory -> advisory.collections()
                        .forEach(collection -> collection.packages().forEach(fixed -> packages.add(fixed.name()))));
        catalog.osv().forEach(record -> record.affected().forEach(affected -> packages.add(affected.name())));
        catalog.debian().forEach(advisory -> advisory.fixes().forEach(fix -> packages.add(fix.source())));
        catalog.mirrors()
                .forEach(mirror -> mirror.packages().forEach(offered -> {
                    packages.add(offered.name());
                    if (offered.source() != null) {
                        packages.add(offered.source());
                    }
                }));
    }

    boolean isOf(CatalogSnapshot other) {
        return catalog == other;
    }

    /** Whether a document, the update history, a mirror or a fact names it: an update by its number, a package by its name. */
    boolean knows(Remedy remedy) {
        return remedy.kind() == Remedy.Kind.UPDATE ? updates.contains(remedy.text()) : packages.contains(remedy.name());
    }

    /** Which of them documents publish for products; those can be told from updates of other products. */
    BitSet published(List<Remedy> remedies) {
        BitSet bits = new BitSet();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < remedies.size(); i++) {
            places.put(remedies.get(i).text(), i);
        }
        places.forEach((text, place) -> bits.set(place, published.contains(text)));
        return bits;
    }
}
