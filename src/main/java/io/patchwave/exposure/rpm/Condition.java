package io.patchwave.exposure.rpm;

import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold on a host besides the package for a fix to count: nothing of the kind is a null condition. */
sealed interface Condition {
    /** A collection of updateinfo: the module's stream and context must be active. */
    record Active(RpmAdvisory.Module module) implements Condition {}

    /**
     * A {@code .module} build of an OSV record: the installed package must be of one of the streams in the record's summary.
     *
     * @param streams {@code name:stream}; empty where the summary names none
     */
    record OfStream(Set<String> streams) implements Condition {
        /** {@code Moderate: mariadb:10.3 security update} → {@code mariadb:10.3}. */
        private static final Pattern STREAM =
                Pattern.compile("(?<![\\w:.+-])([A-Za-z0-9][\\w.+-]*:[A-Za-z0-9][\\w.-]*)");

        static OfStream of(OsvAdvisory advisory) {
            Set<String> streams = new LinkedHashSet<>();
            Matcher matcher = STREAM.matcher(advisory.summary());
            while (matcher.find()) {
                streams.add(matcher.group(1));
            }
            return new OfStream(streams);
        }
    }
}
