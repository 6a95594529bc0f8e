package io.patchwave.exposure.windows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an entry of Office tells of its programs (W8): MSRC publishes for Word 2016, and machines name the suite that brought
 * it. Like what ships inside Windows (W6) the programs of a suite are presumed.
 */
final class OfficeNames {
    private static final String OFFICE = "microsoft office ";
    private static final String STREAMED = " click-to-run (c2r)";
    private static final String SUBSCRIPTION = "microsoft 365 apps for enterprise";
    private static final String ONCE = "office 365 proplus";
    private static final List<String> PROGRAMS =
            List.of("word", "excel", "powerpoint", "outlook", "onenote", "access", "publisher", "infopath");
    private static final List<String> MESSENGERS = List.of("microsoft lync ", "skype for business ");

    /** What editions do not bring; every other edition is presumed to bring all. */
    private static final Map<String, Set<String>> WITHOUT = Map.of(
            "home and student", Set.of("outlook", "access", "publisher", "infopath"),
            "home and business", Set.of("access", "publisher", "infopath"),
            "standard", Set.of("access", "infopath"));

    private static final String NAMES = String.join("|", PROGRAMS) + "|visio|project";
    private static final Pattern SUITE = Pattern.compile(
            "microsoft office (?:(?:enterprise|ultimate|small business|personal|basic|starter) )?((?:ltsc )?20\\d\\d)");
    private static final Pattern PROGRAM = Pattern.compile(
            "(?:microsoft )?(?:office )?(?:" + NAMES + "|lync|skype for business) ((?:ltsc )?20\\d\\d)");
    private static final Pattern PART = Pattern.compile(
            "microsoft office (?:shared(?: setup metadata)?|proof|proofing|osm|osm ux|components) (20\\d\\d)");
    private static final Pattern OF_A_SUBSCRIPTION = Pattern.compile("microsoft (?:" + NAMES + ")");
    private static final Pattern LANGUAGE = Pattern.compile("(?: mui)? \\(.*\\)(?= 20\\d\\d$)");
    private static final Pattern LOCALE = Pattern.compile(" - [a-z]{2,3}(?:-[a-z]{4})?-[a-z]{2}$");

    /** Up to it Office came as packages (MSI) too, which is what MSRC means by its name; later ones are streamed only. */
    private static final int LAST_OF_PACKAGES = 2016;

    private static final int YEAR = 4;

    private OfficeNames() {}

    /**
     * The names that MSRC publishes under, without service pack and word length.
     *
     * @param own what the entry itself is
     * @param brought what is presumed to have come with it
     * @param untold newer documents no longer name it: what is known of it is not everything
     */
    record Meaning(List<String> own, List<String> brought, boolean untold) {
        /** All of them. */
        Set<String> names() {
            Set<String> names = new HashSet<>(own);
            names.addAll(brought);
            return Set.copyOf(names);
        }
    }

    /**
     * What the entry means; an entry that is none of Office's means its own name.
     *
     * @param normalised its name
     * @param line the name without edition, language, word length and service pack
     */
    static Meaning of(String normalised, String line) {
        boolean streamed = LOCALE.matcher(normalised).find();
        String plain = LANGUAGE.matcher(line).replaceAll("");
        Matcher suite = SUITE.matcher(plain);
        if (suite.matches()) {
            return suite(normalised, suite.group(1), streamed);
        }
        Matcher program = PROGRAM.matcher(plain);
        if (program.matches()) {
            String name = plain.replace(OFFICE, "microsoft ").replace("microsoft skype", "skype");
            String shared = OFFICE + program.group(1);
            return isStreamedApart(program.group(1), streamed)
                    ? new Meaning(List.of(name + STREAMED), List.of(shared + STREAMED), true)
                    : new Meaning(List.of(name), List.of(shared), false);
        }
        Matcher part = PART.matcher(plain);
        if (part.matches()) {
            return new Meaning(List.of(), List.of(OFFICE + part.group(1)), false);
        }
        if (streamed && OF_A_SUBSCRIPTION.matcher(plain).matches()) {
            return new Meaning(List.of(line), List.of(SUBSCRIPTION), false);
        }
        return line.equals("microsoft " + ONCE)
                ? new Meaning(List.of(ONCE), List.of(SUBSCRIPTION), false)
                : PublishedNames.of(line);
    }

    private static Meaning suite(String normalised, String year, boolean streamed) {
        Set<String> without = WITHOUT.entrySet().stream()
                .filter(edition -> normalised.contains(" " + edition.getKey() + " "))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Set.of());
        boolean apart = isStreamedApart(year, streamed);
        String how = apart ? STREAMED : "";
        List<String> brought = new ArrayList<>();
        for (String program : PROGRAMS) {
            if (!without.contains(program)) {
                brought.add("microsoft " + program + " " + year + how);
            }
        }
        if (without.isEmpty()) {
            MESSENGERS.forEach(messenger -> brought.add(messenger + year + how));
        }
        return new Meaning(List.of(OFFICE + year + how), List.copyOf(brought), apart);
    }

    /** Streamed editions of the years that were sold as packages too have products, versions and updates of their own. */
    private static boolean isStreamedApart(String year, boolean streamed) {
        return streamed && Integer.parseInt(year.substring(year.length() - YEAR)) <= LAST_OF_PACKAGES;
    }
}
