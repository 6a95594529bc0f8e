package io.patchwave.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** The fast reading of documents answers what the thorough one does, or leaves it to that. */
class StreamedDocumentProperties {
    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> text = Arbitraries.of(
                "\"bash-4.4-1.x86_64\"",
                "\" bash-1:4.4-1.x86_64 \"",
                "\"1:zsh-5-1.noarch\"",
                "\"a-(none):1-1.i686\"",
                "\"gpg-pubkey-1-2.(none)\"",
                "\"bash\"",
                "\"a-x:1-1.i686\"",
                "\"(none)\"",
                "\"\"",
                "\"\\u0000\"",
                "null",
                "7",
                "true",
                "[]",
                "{\"nevra\": 1}");
        Arbitrary<String> regular =
                Arbitraries.of("\"bash-4.4-1.x86_64\"", "\"libc\"", "\"install ok installed\"", "null");
        Arbitrary<String> member = Arbitraries.of(
                "nevra",
                "sourceRpm",
                "modularity",
                "vendor",
                "name",
                "version",
                "source",
                "sourceVersion",
                "status",
                "x");
        Arbitrary<String> object = Combinators.combine(
                        member, Arbitraries.frequencyOf(Tuple.of(9, regular), Tuple.of(1, text)))
                .as((name, value) -> "\"" + name + "\": " + value)
                .list()
                .ofMaxSize(5)
                .map(members -> "{\"nevra\": \"n-1-1.x\", \"name\": \"n\", \"version\": \"1\""
                        + members.stream().map(one -> ", " + one).collect(Collectors.joining())
                        + "}");
        Arbitrary<String> list =
                Arbitraries.oneOf(object, text).list().ofMaxSize(4).map(all -> "[" + String.join(", ", all) + "]");
        Arbitrary<String> lists = Combinators.combine(
                        Arbitraries.of("packages", "debs", "programs", "modules", "x"),
                        Arbitraries.frequencyOf(Tuple.of(8, list), Tuple.of(1, text)))
                .as((name, value) -> "\"" + name + "\": " + value);
        Arbitrary<String> os = Arbitraries.of(
                "\"family\": \"linux\", \"id\": \"a\"", "\"family\": \"windows\", \"name\": \"w\", \"build\": 1");
        return Combinators.combine(os, lists.list().ofMaxSize(3), Arbitraries.of("}", "}", "}", "} {}", ",}", ""))
                .as((system, all, end) -> "{\"os\": {" + system + ", \"architecture\": \"x\"}"
                        + all.stream().map(one -> ", " + one).collect(Collectors.joining())
                        + end);
    }

    @Property(tries = 1000)
    void both_ways_answer_alike(@ForAll("documents") String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        StreamedDocument streamed = StreamedDocument.read(bytes);
        if (streamed != null) {
            assertThat(answer(DocumentNode.of(streamed.rest()), streamed))
                    .as(document)
                    .isEqualTo(answer(DocumentNode.parse(bytes), null));
        }
    }

    private static Object answer(DocumentNode root, @Nullable StreamedDocument streamed) {
        try {
            DocumentNode os = root.get("os");
            return os.get("family").requiredText().equals("linux")
                    ? LinuxReader.read(root, os, streamed)
                    : WindowsReader.read(root, os, streamed);
        } catch (ProblemException e) {
            return List.of(String.valueOf(e.getMessage()), e.violations());
        }
    }
}
