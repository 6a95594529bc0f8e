package io.patchwave.exposure.windows;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of programs as their uninstall entries and as CVRF write them, made comparable (W8). */
final class ProgramNames {
    private static final Pattern BITS = Pattern.compile(
            "\\s*\\(?(?:for )?(32|64)-bit(?: editions?| systems)?\\)?|\\s*\\(?\\b(x64|x86)\\b\\)?(?!-based)");
    private static final Pattern EDITION = Pattern.compile(
            "\\b(?:professional plus|professional|standard|home and student|home and business)\\b|\\s-\\s[a-z]{2,3}(?:-[a-z]{4})?-[a-z]{2}$");
    private static final Pattern PACK = Pattern.compile(" service pack \\d\\b");
    private static final Pattern PATCHED_BY_ITS_OWN_INSTALLER = Pattern.compile(
            "microsoft (?:office|365|exchange server|sharepoint|excel|word|outlook|powerpoint|access|visio|project|publisher"
                    + "|onenote|infopath|lync)\\b.*|(?:microsoft )?skype for business\\b.*|office (?:365|online server)\\b.*"
                    + "|compatibility pack for the 20\\d\\d office system|microsoft sql server 20\\d\\d(?: r2)?"
                    + "|microsoft edge(?: \\(chromium-based\\))?|microsoft (?:dynamics|silverlight)\\b.*"
                    + "|(?:microsoft )?visual studio(?: (?:enterprise|community|ultimate|premium|build tools))? 20\\d\\d\\b.*");

    private static final Pattern KB = Pattern.compile("\\bkb(\\d{6,7})\\b");

    private ProgramNames() {}

    /** The name without edition, language and word length. */
    static String base(String name) {
        String normalised = ProductNames.normalised(name);
        String plain = BITS.matcher(normalised).replaceAll("");
        return ProductNames.tidy(EDITION.matcher(plain).replaceAll(" "));
    }

    /** The name without edition, language, word length and service pack: updates for a later pack concern the earlier ones. */
    static String line(String base) {
        return PACK.matcher(base).replaceAll("");
    }

    /** {@code 64} or {@code 32} where the name tells, otherwise null. */
    static @Nullable String bits(String name) {
        Matcher matcher = BITS.matcher(ProductNames.normalised(name));
        if (!matcher.find()) {
            return null;
        }
        String bits = matcher.group(1);
        return bits != null ? bits : "x64".equals(matcher.group(2)) ? "64" : "32";
    }

    /** Whether the name tells no year and no version, so that there is one line of it alone. */
    static boolean isUnnumbered(String base) {
        return base.chars().noneMatch(Character::isDigit);
    }

    /** Whether MSRC publishes updates for such a program that no list of hotfixes shows. */
    static boolean isPatchedByItsOwnInstaller(String base) {
        return PATCHED_BY_ITS_OWN_INSTALLER.matcher(base).matches();
    }

    /** KBs that stand in an entry such as {@code Hotfix 4430 for SQL Server 2019 (KB5054833) (64-bit)}. */
    static Set<Integer> kbs(String name) {
        Set<Integer> kbs = new TreeSet<>();
        Matcher matcher = KB.matcher(ProductNames.normalised(name));
        while (matcher.find()) {
            kbs.add(Integer.valueOf(matcher.group(1)));
        }
        return kbs;
    }
}
