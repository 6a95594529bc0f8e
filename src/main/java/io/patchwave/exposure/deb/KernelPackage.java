package io.patchwave.exposure.deb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kernel package that carries its ABI in its name (D4): {@code linux-image-5.10.0-8-amd64} is of kind {@code image} and of ABI
 * {@code 5.10.0-8-amd64}; the next ABI is another package, so only the running one and the newest of each kind and flavour count.
 *
 * @param line kind and flavour, what a newer ABI has in common: {@code linux-image-*-amd64}
 */
record KernelPackage(String line, String abi) {
    private static final Pattern NAME = Pattern.compile("(linux-[a-z][a-z-]*?)-(\\d[\\d.]*(?:-\\d+)?)(.*)");

    /** Null for any other package. */
    static @Nullable KernelPackage of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? new KernelPackage(matcher.group(1) + "-*" + matcher.group(3), matcher.group(2) + matcher.group(3))
                : null;
    }

    /** {@code linux-image-amd64}, {@code linux-headers-generic}: only pull in the package of the current ABI. */
    static boolean isMeta(String name) {
        return (name.startsWith("linux-image-") || name.startsWith("linux-headers-")) && of(name) == null;
    }

    /** Whether {@code uname -r} is its ABI; {@code linux-headers-5.15.0-69} is of {@code 5.15.0-69-generic}. */
    boolean runs(String uname) {
        return uname.equals(abi) || uname.startsWith(abi + "-");
    }
}
