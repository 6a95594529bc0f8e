package io.patchwave.bench.fleet;

import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.RpmAdvisory.FixedPackage;
import io.patchwave.catalog.RpmAdvisory.PackageCollection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Documents of the real ones' shape for machines without {@code ../shared/data}: as many advisories, names and months. */
final class SyntheticInputs {
    private static final int NAMES = 4_400;
    private static final int ADVISORIES = 2_614;
    private static final int MONTHS = 110;
    private static final int CVES_A_MONTH = 60;
    private static final YearMonth FIRST = YearMonth.of(2017, 1);
    private static final String[][] LINES = {
        {"Windows 10", "17763", "Windows 10 Version 1809 for x64-based Systems"},
        {"Windows Server 2019", "17763", "Windows Server 2019"},
        {"Windows Server 2016", "14393", "Windows Server 2016"},
        {"Windows Server 2022", "20348", "Windows Server 2022"}
    };

    private SyntheticInputs() {}

    static Inputs create() {
        List<RpmAdvisory> errata = errata(new SplittableRandom(8));
        Map<String, byte[]> months = new LinkedHashMap<>();
        StringBuilder history = new StringBuilder("product\tline\tkind\trevision\tkb\n");
        for (String[] line : LINES) {
            for (int month = 0; month < MONTHS; month++) {
                history.append(
                        "%s\t%s\trollup\t%d\tKB%d\n".formatted(line[0], line[1], revision(month), kb(line, month)));
            }
        }
        for (int month = 0; month < MONTHS; month++) {
            String id = id(month);
            months.put("msrc_cvrf_" + id + ".xml", cvrf(id, month).getBytes(StandardCharsets.UTF_8));
        }
        return new Inputs(
                false,
                Errata.updateinfo(errata),
                primary(errata),
                months,
                history.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<RpmAdvisory> errata(SplittableRandom random) {
        int[] versions = new int[NAMES];
        List<RpmAdvisory> errata = new ArrayList<>();
        for (int number = 0; number < ADVISORIES; number++) {
            List<FixedPackage> packages = new ArrayList<>();
            int start = random.nextInt(NAMES);
            for (int at = 0, size = 1 + random.nextInt(16); at < size; at++) {
                int name = (start + at) % NAMES;
                versions[name]++;
                packages.add(new FixedPackage(
                        "package-%04d".formatted(name), "0", "1." + versions[name], "1.el8", "x86_64", false));
            }
            Instant published =
                    FIRST.plusMonths(number % MONTHS).atDay(10).atStartOfDay().toInstant(ZoneOffset.UTC);
            errata.add(new RpmAdvisory(
                    "SYNSA-%d".formatted(number),
                    "bench",
                    number % 3 == 0 ? "bugfix" : "security",
                    "update " + number,
                    "Important",
                    published,
                    published,
                    List.of("CVE-2020-%05d".formatted(number)),
                    List.of(new PackageCollection(null, packages))));
        }
        return errata;
    }

    private static byte[] primary(List<RpmAdvisory> errata) {
        StringBuilder xml = new StringBuilder(Errata.PRIMARY_HEAD);
        errata.forEach(advisory -> advisory.collections()
                .forEach(collection -> collection.packages().forEach(fixed -> xml.append(Errata.packageOf(fixed)))));
        return xml.append("</metadata>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String id(int month) {
        return FIRST.plusMonths(month).format(DateTimeFormatter.ofPattern("yyyy-MMM", Locale.ENGLISH));
    }

    private static int revision(int month) {
        return 100 + 37 * month;
    }

    private static int kb(String[] line, int month) {
        return 4_000_000 + 10_000 * Integer.parseInt(line[1]) / 1000 + 200 * (line[0].length() % 7) + month;
    }

    private static String cvrf(String id, int month) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="utf-8"?>
                <cvrf:cvrfdoc xmlns:cvrf="http://www.icasi.org/CVRF/schema/cvrf/1.1"\
                 xmlns:prod="http://www.icasi.org/CVRF/schema/prod/1.1"\
                 xmlns:vuln="http://www.icasi.org/CVRF/schema/vuln/1.1">
                <cvrf:DocumentTitle>%1$s</cvrf:DocumentTitle><cvrf:DocumentType>Security Update</cvrf:DocumentType>
                <cvrf:DocumentPublisher Type="Vendor"><cvrf:IssuingAuthority>The Microsoft Security Response Center (MSRC)\
                </cvrf:IssuingAuthority></cvrf:DocumentPublisher>
                <cvrf:DocumentTracking><cvrf:Identification><cvrf:ID>%1$s</cvrf:ID></cvrf:Identification>
                <cvrf:Status>Final</cvrf:Status><cvrf:Version>1.0</cvrf:Version>
                <cvrf:InitialReleaseDate>%2$s-10T07:00:00</cvrf:InitialReleaseDate>
                <cvrf:CurrentReleaseDate>%2$s-10T07:00:00</cvrf:CurrentReleaseDate></cvrf:DocumentTracking>
                <prod:ProductTree>
                """.formatted(id, FIRST.plusMonths(month)));
        for (int at = 0; at < LINES.length; at++) {
            xml.append(
                    "<prod:FullProductName ProductID=\"%d\">%s</prod:FullProductName>\n".formatted(at, LINES[at][2]));
        }
        xml.append("</prod:ProductTree>\n");
        for (int cve = 0; cve < CVES_A_MONTH; cve++) {
            xml.append(
                    "<vuln:Vulnerability Ordinal=\"%d\"><vuln:Title>hole %d</vuln:Title><vuln:CVE>CVE-%d-%05d</vuln:CVE>"
                            .formatted(
                                    cve, cve, FIRST.plusMonths(month).getYear(), 20_000 + CVES_A_MONTH * month + cve));
            xml.append("<vuln:ProductStatuses><vuln:Status Type=\"Known Affected\">");
            for (int at = 0; at < LINES.length; at++) {
                xml.append("<vuln:ProductID>%d</vuln:ProductID>".formatted(at));
            }
            xml.append("</vuln:Status></vuln:ProductStatuses><vuln:Remediations>");
            for (int at = 0; at < LINES.length; at++) {
                xml.append(("<vuln:Remediation Type=\"Vendor Fix\"><vuln:Description>%d</vuln:Description>"
                                + "<vuln:Supercedence>%s</vuln:Supercedence><vuln:ProductID>%d</vuln:ProductID>"
                                + "<vuln:SubType>Security Update</vuln:SubType>"
                                + "<vuln:FixedBuild>10.0.%s.%d</vuln:FixedBuild></vuln:Remediation>")
                        .formatted(
                                kb(LINES[at], month),
                                month == 0 ? "" : kb(LINES[at], month - 1),
                                at,
                                LINES[at][1],
                                revision(month)));
            }
            xml.append("</vuln:Remediations></vuln:Vulnerability>\n");
        }
        return xml.append("</cvrf:cvrfdoc>\n").toString();
    }
}
