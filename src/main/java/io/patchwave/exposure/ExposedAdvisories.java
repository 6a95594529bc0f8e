package io.patchwave.exposure;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The advisories that some host in service is exposed to. One set with an open ruling and a host is enough; only those whose hosts
 * of one set answer differently (mitigations, shipped facts) are asked host by host, until the first.
 */
final class ExposedAdvisories {
    private final ExposureIndex.View view;
    private final Set<String> apart;
    private final Set<String> exposed = new HashSet<>();
    private final Set<String> doubtful = new HashSet<>();

    /** By number of group: whether all its advisories are exposed already. */
    private final BitSet settled = new BitSet();

    private ExposedAdvisories(ExposureIndex.View view) {
        this.view = view;
        this.apart = new HashSet<>(FleetAnswers.FACTS);
        apart.addAll(view.hosts().mitigatedAdvisories());
    }

    static Set<String> of(ExposureIndex.View view) {
        ExposedAdvisories found = new ExposedAdvisories(view);
        view.rulings().each(found::look);
        for (String advisory : found.doubtful) {
            if (FleetVerdicts.anyExposed(view, advisory)) {
                found.exposed.add(advisory);
            }
        }
        return Collections.unmodifiableSet(found.exposed);
    }

    private void look(Ruling ruling, RoaringBitmap sets) {
        RoaringBitmap whose = opening(ruling.verdict());
        if (whose == null || settled.get(ruling.group().id()) || !RoaringBitmap.intersects(sets, whose)) {
            return;
        }
        settled.set(ruling.group().id());
        for (String advisory : ruling.group().advisories()) {
            (apart.contains(advisory) ? doubtful : exposed).add(advisory);
        }
    }

    /** The sets on whose hosts such a verdict means exposed; null where it never does. */
    private @Nullable RoaringBitmap opening(Verdict verdict) {
        return switch (verdict) {
            case EXPOSED -> view.hosts().activeSets();
            case PENDING_REBOOT -> view.hosts().rolledBackSets();
            default -> null;
        };
    }
}
