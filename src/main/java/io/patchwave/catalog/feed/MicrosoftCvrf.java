package io.patchwave.catalog.feed;

import io.patchwave.catalog.WindowsStatement;
import io.patchwave.catalog.WindowsStatement.AffectedProduct;
import io.patchwave.catalog.WindowsStatement.VendorFix;
import io.patchwave.catalog.feed.CvrfDocument.Flaw;
import io.patchwave.catalog.feed.CvrfDocument.Remediation;
import io.patchwave.catalog.feed.CvrfDocument.Threat;
import io.patchwave.version.FileVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a document of Microsoft says of each CVE. */
public final class MicrosoftCvrf {
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9}){1,3}");

    private MicrosoftCvrf() {}

    /** One statement per vulnerability that has an id, in the document's order. */
    public static List<WindowsStatement> statements(CvrfDocument document) {
        return document.flaws().stream()
                .filter(flaw -> !flaw.id().isEmpty())
                .map(flaw -> statement(document, flaw))
                .toList();
    }

    private static WindowsStatement statement(CvrfDocument document, Flaw flaw) {
        return new WindowsStatement(
                document.id(),
                document.initialRelease(),
                flaw.id(),
                flaw.title(),
                products(document, flaw),
                fixes(document, flaw),
                flaw.published());
    }

    private static List<AffectedProduct> products(CvrfDocument document, Flaw flaw) {
        Map<String, String> severities = new HashMap<>();
        String all = null;
        for (Threat threat : flaw.threats()) {
            if (threat.type().equals("Severity")) {
                threat.productIds().forEach(product -> severities.putIfAbsent(product, threat.description()));
                all = threat.productIds().isEmpty() ? threat.description() : all;
            }
        }
        Map<String, @Nullable String> products = new LinkedHashMap<>();
        for (CvrfDocument.Status status : flaw.statuses()) {
            if (status.type().equals("Known Affected")) {
                for (String id : status.productIds()) {
                    String name = document.products().getOrDefault(id, id);
                    String severity = severities.getOrDefault(id, all);
                    if (products.get(name) == null) {
                        products.put(name, severity);
                    }
                }
            }
        }
        Map<String, String> versions = versions(document, flaw);
        List<AffectedProduct> affected = new ArrayList<>();
        products.forEach((name, severity) -> affected.add(new AffectedProduct(name, severity, versions.get(name))));
        return affected;
    }

    /** By product the version that a fix without a KB has brought; the larger of several. */
    private static Map<String, String> versions(CvrfDocument document, Flaw flaw) {
        Map<String, String> versions = new HashMap<>();
        for (Remediation remediation : flaw.remediations()) {
            String version = remediation.fixedBuild();
            if (version != null
                    && remediation.type().equals("Vendor Fix")
                    && KbText.first(remediation.description()) == null
                    && VERSION.matcher(version.strip()).matches()) {
                remediation
                        .productIds()
                        .forEach(id -> versions.merge(
                                document.products().getOrDefault(id, id), version.strip(), MicrosoftCvrf::later));
            }
        }
        return versions;
    }

    private static String later(String one, String other) {
        return FileVersion.of(one).isAtLeast(FileVersion.of(other)) ? one : other;
    }

    private static List<VendorFix> fixes(CvrfDocument document, Flaw flaw) {
        List<VendorFix> fixes = new ArrayList<>();
        for (Remediation remediation : flaw.remediations()) {
            String kb = remediation.type().equals("Vendor Fix") ? KbText.first(remediation.description()) : null;
            if (kb != null) {
                Set<String> products = new LinkedHashSet<>();
                remediation
                        .productIds()
                        .forEach(id -> products.add(document.products().getOrDefault(id, id)));
                fixes.add(new VendorFix(
                        kb,
                        remediation.subType(),
                        remediation.fixedBuild(),
                        KbText.all(remediation.supersedes()),
                        List.copyOf(products)));
            }
        }
        return fixes;
    }
}
