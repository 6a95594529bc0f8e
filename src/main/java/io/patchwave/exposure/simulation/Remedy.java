package io.patchwave.exposure.simulation;

import io.patchwave.version.KbNumber;
import io.patchwave.version.Nevra;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be installed, in one spelling.
 *
 * @param text {@code KBnnnnnnn}, {@code name-epoch:version-release.arch} or {@code name=version}
 * @param nevra of an rpm; null for others
 * @param name of the package or source; empty for an update of Windows
 * @param version of a deb; empty for others
 */
public record Remedy(Kind kind, String text, @Nullable Nevra nevra, String name, String version) {
    private static final Pattern DEB = Pattern.compile("([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?=(\\d[A-Za-z0-9.+:~-]*)");
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]{1,300}");

    /** Whose it is. */
    public enum Kind {
        /** An update of Windows. */
        UPDATE,
        RPM,
        /** A source or a binary package of dpkg. */
        DEB
    }

    /** Reads {@code KB4012213}, a NEVRA or {@code source=version}; null for anything else. */
    public static @Nullable Remedy parse(String written) {
        String text = written.strip();
        OptionalInt kb = KbNumber.parse(text);
        if (kb.isPresent()) {
            return new Remedy(Kind.UPDATE, KbNumber.text(kb.getAsInt()), null, "", "");
        }
        if (!PLAIN.matcher(text).matches()) {
            return null;
        }
        Matcher deb = DEB.matcher(text);
        if (deb.matches()) {
            return new Remedy(Kind.DEB, deb.group(1) + "=" + deb.group(2), null, deb.group(1), deb.group(2));
        }
        Nevra nevra = text.indexOf('=') >= 0 ? null : Nevra.parse(text);
        return nevra == null ? null : new Remedy(Kind.RPM, nevra.toString(), nevra, nevra.name(), "");
    }

    /** As {@link #parse}, for remedies that evaluators name. */
    public static Remedy of(String text) {
        Remedy remedy = parse(text);
        if (remedy == null) {
            throw new IllegalArgumentException("no remedy: " + text);
        }
        return remedy;
    }
}
