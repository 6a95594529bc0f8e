package io.patchwave.exposure.rpm;

import io.patchwave.catalog.Mirror;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.linux.Release;
import org.jspecify.annotations.Nullable;

/**
 * A mirror, read.
 *
 * @param mirror null for a name that only errata know
 */
record Repository(String name, @Nullable Mirror mirror, Offers offers, ModuleDocuments modules) {
    static Repository of(Mirror mirror) {
        return new Repository(mirror.name(), mirror, Offers.of(mirror), ModuleDocuments.of(mirror));
    }

    static Repository unknown(String name) {
        return new Repository(name, null, Offers.NONE, ModuleDocuments.NONE);
    }

    /** The same mirror in a newer state; what it holds is read again only where it is another. */
    @SuppressWarnings("ReferenceEquality")
    Repository with(Mirror newer) {
        Mirror known = mirror;
        if (known == newer) {
            return this;
        }
        boolean sameOffers = known != null && known.packages().equals(newer.packages());
        boolean sameModules = known != null
                && known.modules().equals(newer.modules())
                && known.defaultStreams().equals(newer.defaultStreams());
        return new Repository(
                name, newer, sameOffers ? offers : Offers.of(newer), sameModules ? modules : ModuleDocuments.of(newer));
    }

    /** Whether it is for the same hosts as before, and what it says of its builds has the same weight. */
    boolean follows(Repository older) {
        return older.mirror != null
                && older.ownRelease().equals(ownRelease())
                && older.isForOneRelease() == isForOneRelease()
                && older.offers.isKnown() == offers.isKnown();
    }

    /** Whether it says itself whom it speaks for: then it does not take its errata to tell. */
    boolean isForOneRelease() {
        return mirror != null && mirror.distribution() != null && mirror.release() != null;
    }

    Release releaseOf(RpmAdvisory advisory) {
        return isForOneRelease() ? ownRelease() : Publisher.releaseOf(advisory, mirror);
    }

    /** Where it has no errata. */
    Release ownRelease() {
        return mirror == null ? Release.of("", "") : Publisher.releaseOf(mirror);
    }
}
