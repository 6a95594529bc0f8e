package io.patchwave.catalog;

import io.patchwave.catalog.StagedDocument.StagedAdvisory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What the server brings along, as an import: the facts of MS17-010 and their entries in CISA's catalogue. */
public final class ShippedCatalog {
    private static final String DISCLOSURE = "CVE-2017-0147";

    /** All six as CISA lists them, with ransomware use known; any whole catalogue is newer. */
    private static final List<KevEntry> KEV = List.of(
            kev("CVE-2017-0143", "2021-11-03", "2022-05-03"),
            kev("CVE-2017-0144", "2022-02-10", "2022-08-10"),
            kev("CVE-2017-0145", "2022-02-10", "2022-08-10"),
            kev("CVE-2017-0146", "2022-03-25", "2022-04-15"),
            kev("CVE-2017-0147", "2022-05-24", "2022-06-14"),
            kev("CVE-2017-0148", "2022-04-06", "2022-04-27"));

    private ShippedCatalog() {}

    /** The documents; the update history is read by its own importer. */
    public static Staged staged() {
        Staged staged = new Staged();
        ShippedFacts.all().forEach(fact -> staged.add(document(fact)));
        staged.add(new StagedDocument(
                DocumentKind.KEV,
                "kev",
                "",
                LocalDate.parse("2022-05-24").atStartOfDay().toInstant(ZoneOffset.UTC),
                DocumentBody.of(KEV),
                List.of(),
                KEV.size()));
        return staged;
    }

    private static StagedDocument document(ShippedFact fact) {
        List<StagedAdvisory> advisories = new ArrayList<>();
        Instant published = fact.publishedOn().atStartOfDay().toInstant(ZoneOffset.UTC);
        String summary =
                "Six vulnerabilities in the SMBv1 server of Windows, the worst of them remote code execution without"
                        + " signing in; the worm of May 2017 spread by them. Ports: TCP 445 and 139.";
        advisories.add(StagedAdvisory.of(
                fact.id(),
                fact,
                new AdvisoryHead(
                        "msrc",
                        "windows",
                        "security",
                        fact.title(),
                        summary,
                        fact.severity(),
                        "Critical",
                        published,
                        null,
                        null,
                        fact.cves())));
        for (String cve : fact.cves()) {
            boolean disclosure = cve.equals(DISCLOSURE);
            Severity severity = disclosure ? Severity.IMPORTANT : Severity.CRITICAL;
            String title = disclosure
                    ? "Windows SMB Information Disclosure Vulnerability"
                    : "Windows SMB Remote Code Execution Vulnerability";
            String word = disclosure ? "Important" : "Critical";
            advisories.add(StagedAdvisory.of(
                    cve,
                    fact,
                    new AdvisoryHead(
                            "msrc",
                            "windows",
                            "security",
                            title,
                            summary,
                            severity.word(),
                            word,
                            published,
                            null,
                            null,
                            List.of(cve))));
        }
        return StagedDocument.of(DocumentKind.SHIPPED, fact.id(), null, DocumentBody.of(fact), advisories);
    }

    private static KevEntry kev(String cve, String added, String due) {
        return new KevEntry(cve, LocalDate.parse(added), LocalDate.parse(due), true);
    }
}
