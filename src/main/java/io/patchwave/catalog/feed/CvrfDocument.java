package io.patchwave.catalog.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CVRF 1.1 document as written, whoever published it.
 *
 * @param id {@code DocumentTracking/Identification/ID}, for example {@code 2017-Mar} or {@code SUSE-SU-2018:1784-1}
 * @param publisher contact and issuing authority in one text; tells Microsoft's documents from others'
 * @param products product id → name as written
 * @param named every product as written, also where an id stands for several (openEuler's do)
 * @param components component id ({@code product:package}) → the two ids it is made of
 * @param notes title of a document note → its text
 */
public record CvrfDocument(
        String id,
        String title,
        String publisher,
        Instant initialRelease,
        Instant currentRelease,
        Map<String, String> products,
        List<NamedProduct> named,
        Map<String, Component> components,
        Map<String, String> notes,
        List<Flaw> flaws) {
    /** A product or package. */
    public record NamedProduct(
            String id, String name, @Nullable String cpe) {}

    /** A package as part of a product. */
    public record Component(String packageId, String productId) {}

    /**
     * One {@code Vulnerability}.
     *
     * @param id its CVE, or an advisory id ({@code ADV180015}); empty when it has none
     */
    public record Flaw(
            String id,
            String title,
            String description,
            List<Status> statuses,
            List<Threat> threats,
            List<Remediation> remediations,
            @Nullable Instant published) {}

    /** Products of one status, for example {@code Known Affected} or {@code Fixed}. */
    public record Status(String type, List<String> productIds) {}

    /** For example type {@code Severity}, description {@code Critical}; without products it holds for all. */
    public record Threat(String type, String description, List<String> productIds) {}

    /** Texts as written; {@code supersedes} is the document's {@code Supercedence}. */
    public record Remediation(
            String type,
            String description,
            String supersedes,
            @Nullable String subType,
            @Nullable String fixedBuild,
            List<String> productIds) {}

    /** Whether Microsoft's MSRC published it; all others name packages, not KBs. */
    public boolean microsoft() {
        return publisher.contains("microsoft.com") || publisher.contains("Microsoft Security Response");
    }

    /** Remedies of type Vendor Fix, those without a KB too. */
    public long vendorFixes() {
        return flaws.stream()
                .flatMap(flaw -> flaw.remediations().stream())
                .filter(remediation -> remediation.type().equals("Vendor Fix"))
                .count();
    }
}
