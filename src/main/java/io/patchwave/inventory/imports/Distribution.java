package io.patchwave.inventory.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.input.InputRefused;
import io.patchwave.platform.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which Linux a list of packages is from: the caller's word, lines of {@code /etc/os-release} in the file, or what the readers
 * find in the packages themselves.
 *
 * @param id {@code ID} of os-release, for example {@code almalinux}
 * @param versionId {@code VERSION_ID}, for example {@code 8.9}
 */
record Distribution(String id, String versionId) {
    private static final Pattern WORD = Pattern.compile("([a-z][a-zA-Z0-9._-]*)[:/ -](\\d[\\w.-]*|tumbleweed)");
    private static final Pattern OS_RELEASE =
            Pattern.compile("^(ID|VERSION_ID)=\"?([^\"\\s]+)\"?\\s*$", Pattern.MULTILINE);
    private static final Map<String, String> SPELLINGS = Map.of(
            "alma",
            "almalinux",
            "redhat",
            "rhel",
            "oracle",
            "ol",
            "oraclelinux",
            "ol",
            "amazon",
            "amzn",
            "rockylinux",
            "rocky");

    /** The caller's {@code os=}: {@code almalinux:8}, {@code debian:12}. Null for null. */
    static @Nullable Distribution of(@Nullable String word) throws InputRefused {
        if (word == null) {
            return null;
        }
        Matcher matcher = WORD.matcher(word.strip());
        if (!matcher.matches()) {
            throw new InputRefused(
                    "cannot be read: os must be a distribution and its version, for example almalinux:8 or debian:12");
        }
        String id = matcher.group(1);
        return new Distribution(SPELLINGS.getOrDefault(id.toLowerCase(Locale.ROOT), id), matcher.group(2));
    }

    /** Lines {@code ID=…} and {@code VERSION_ID=…} of a text, or null. */
    static @Nullable Distribution inOsRelease(String text) {
        String id = null;
        String version = null;
        Matcher line = OS_RELEASE.matcher(text);
        while (line.find()) {
            if (line.group(1).equals("ID")) {
                id = line.group(2);
            } else {
                version = line.group(2);
            }
        }
        return id == null || version == null ? null : new Distribution(id, version);
    }

    /** The beginning of an inventory document of this distribution. */
    ObjectNode document(@Nullable String hostname, String architecture, @Nullable String runningKernel) {
        ObjectNode document = Json.mapper().createObjectNode();
        if (hostname != null) {
            document.put("hostname", hostname);
        }
        document.putObject("os")
                .put("family", "linux")
                .put("id", id)
                .put("versionId", versionId)
                .put("architecture", architecture);
        if (runningKernel != null) {
            document.put("runningKernel", runningKernel);
        }
        return document;
    }

    /**
     * Name and running kernel in lines of {@code uname -a} ({@code Linux srv1 4.18.0-553.el8_10.x86_64 #1 SMP …}),
     * {@code uname -r} or {@code hostname} that stand above the list.
     */
    record Uname(@Nullable String hostname, @Nullable String kernel) {
        private static final Pattern FULL = Pattern.compile("^Linux (\\S+) (\\d+\\.\\d\\S+) .*");
        private static final Pattern RELEASE = Pattern.compile("^\\d+\\.\\d+\\.\\d+[^\\s:]*-[^\\s:]+$");

        /** What the lines tell. */
        static Uname in(List<String> lines) {
            String hostname = null;
            String kernel = null;
            for (String line : lines) {
                Matcher full = FULL.matcher(line);
                if (full.matches()) {
                    hostname = full.group(1);
                    kernel = full.group(2);
                } else if (kernel == null && RELEASE.matcher(line.strip()).matches()) {
                    kernel = line.strip();
                }
            }
            return new Uname(hostname, kernel);
        }
    }
}
