package io.patchwave.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What several documents say of one advisory gives one head, whatever the order. */
class HeadMergeProperties {
    @Property(tries = 300)
    void order_plays_no_part(@ForAll("parts") List<HeadMerge.Part> parts, @ForAll Random random) {
        List<HeadMerge.Part> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, random);

        assertThat(HeadMerge.merge(shuffled)).isEqualTo(HeadMerge.merge(parts));
    }

    @Property(tries = 300)
    void a_rated_severity_is_never_lost(@ForAll("parts") List<HeadMerge.Part> parts) {
        boolean rated = parts.stream().anyMatch(part -> !part.head().severity().equals("unrated"));

        assertThat(HeadMerge.merge(parts).severity().equals("unrated")).isEqualTo(!rated);
    }

    @Property(tries = 300)
    void it_is_withdrawn_only_where_all_say_so(@ForAll("parts") List<HeadMerge.Part> parts) {
        boolean all = parts.stream().allMatch(part -> part.head().withdrawnAt() != null);

        assertThat(HeadMerge.merge(parts).withdrawnAt() != null).isEqualTo(all);
    }

    @Provide
    Arbitrary<List<HeadMerge.Part>> parts() {
        Arbitrary<AdvisoryHead> heads = Combinators.combine(
                        Arbitraries.of("", "a title", "another"),
                        Arbitraries.of("critical", "low", "unrated"),
                        Arbitraries.of("CVE-2020-0001", "CVE-2020-0002")
                                .list()
                                .uniqueElements()
                                .ofMaxSize(2),
                        Arbitraries.of(true, false))
                .as((title, severity, cves, withdrawn) -> new AdvisoryHead(
                        "suse",
                        "rpm",
                        "security",
                        title,
                        "",
                        severity,
                        severity,
                        null,
                        null,
                        withdrawn ? Instant.EPOCH : null,
                        cves));
        return Combinators.combine(
                        Arbitraries.of(DocumentKind.UPDATEINFO, DocumentKind.OSV, DocumentKind.CVRF),
                        Arbitraries.of(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)),
                        heads)
                .as((kind, at, head) -> new HeadMerge.Part(kind, at, "", head))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(HeadMergeProperties::named);
    }

    /** Every document has a name of its own. */
    private static List<HeadMerge.Part> named(List<HeadMerge.Part> parts) {
        List<HeadMerge.Part> named = new ArrayList<>();
        for (HeadMerge.Part part : parts) {
            named.add(new HeadMerge.Part(part.kind(), part.releasedAt(), "document " + named.size(), part.head()));
        }
        return named;
    }
}
