package io.patchwave.exposure.windows;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Programs that MSRC lists once for each cumulative update, service pack and branch: one family whose members follow each
 * other (W8). A host below a level that an advisory names is exposed to it too, even where its own level is no longer listed.
 *
 * @param name what the program is called whatever its level: {@code microsoft exchange server 2016}
 * @param branch {@code cu}, {@code gdr}, {@code both} for SQL Server with its word length; {@code ""} otherwise
 * @param level cumulative update or service pack: larger is later
 */
record ProgramFamily(String name, String branch, int level) {
    private static final Pattern EXCHANGE = Pattern.compile("(microsoft exchange server 20(?:10|13|16|19))"
            + "(?: service pack (\\d))?(?: update rollup (\\d+))?(?: cumulative update (\\d+))?");
    private static final Pattern PACK = Pattern.compile("service pack (\\d)");
    private static final int PACK_OF_EXCHANGE = 4;
    private static final int ROLLUPS = 100;

    static final String BOTH = "both";

    /** Exchange, by the name of the program or of the product. */
    static Optional<ProgramFamily> exchange(String normalised) {
        Matcher name = EXCHANGE.matcher(normalised);
        if (!name.matches()) {
            return Optional.empty();
        }
        int pack = number(name.group(2));
        int level = name.group(1).endsWith("2010")
                ? pack * ROLLUPS + number(name.group(3))
                : Math.max(pack * PACK_OF_EXCHANGE, number(name.group(4)));
        return Optional.of(new ProgramFamily(name.group(1), "", level));
    }

    /** SQL Server, by the name of the product. */
    static Optional<ProgramFamily> sql(String normalised) {
        if (!normalised.startsWith("microsoft sql server 20") || !normalised.contains(" for ")) {
            return Optional.empty();
        }
        String bits = normalised.contains("32-bit") ? "x86" : normalised.contains("itanium") ? "ia64" : "x64";
        String line = normalised.contains("(gdr)")
                ? "gdr"
                : normalised.contains("(cu") || normalised.contains("azure connect") ? "cu" : BOTH;
        Matcher pack = PACK.matcher(normalised);
        String year = normalised.startsWith("microsoft sql server 2008 r2") ? "2008 r2" : normalised.substring(21, 25);
        return Optional.of(new ProgramFamily(
                "microsoft sql server " + year, line + " " + bits, pack.find() ? number(pack.group(1)) : 0));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
