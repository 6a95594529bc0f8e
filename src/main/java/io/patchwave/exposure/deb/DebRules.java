package io.patchwave.exposure.deb;

import io.patchwave.exposure.linux.Release;
import io.patchwave.exposure.linux.Weight;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.version.DebianVersions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one body of rules: what an installed binary says of a fix of its source, on hosts of one kind.
 *
 * @param archives what such a host can install from; empty where that is not known
 */
record DebRules(List<DebOffers> archives, List<String> subscriptions, boolean livepatched) {
    /** As what a binary counts (D2, D4). */
    enum Role {
        /** It is what will run: everything but kernels, and of kernels the newest of its line. */
        JUDGED,
        /** Of a running kernel that is not the newest installed. */
        RUNNING,
        /** Of another kernel, where it is not known which runs. */
        PERHAPS_RUNNING
    }

    /**
     * What kind of host it is.
     *
     * @param repositories those it names
     */
    record Address(Release release, List<String> repositories, List<String> subscriptions, boolean livepatched) {
        static Address of(LinuxSoftware host) {
            return new Address(
                    Release.of(host),
                    host.repositories(),
                    host.subscriptions(),
                    !host.livepatches().isEmpty());
        }
    }

    /** What the installed package says of its source on such hosts; null where nothing. */
    @Nullable Binary binary(LinuxSoftware.Deb deb, boolean debian) {
        Binary binary = Binary.of(deb, debian);
        return binary == null || archives.isEmpty() ? binary : binary.upTo(DebOffers.upTo(archives, deb, binary));
    }

    /** Null where it says nothing: not open, and not past a fix either. */
    @Nullable Weight weigh(Binary binary, Role role, SourceFix fix) {
        if (fix.onlySubscribed() && !isSubscribed(fix)) {
            return null;
        }
        if (!fix.isOpen(binary.version())) {
            return role == Role.JUDGED && fix.isPast(binary.version()) ? Weight.PATCHED : null;
        }
        if (livepatched && binary.isKernel()) {
            return Weight.LIVEPATCH;
        }
        return switch (role) {
            case JUDGED -> offered(binary, fix);
            case RUNNING -> Weight.PENDING_REBOOT;
            case PERHAPS_RUNNING -> Weight.RUNNING_KERNEL_MISSING;
        };
    }

    /** Whether something can be offered for an open binary, or why nothing can. */
    private Weight offered(Binary binary, SourceFix fix) {
        String closing = fix.fixFor(binary.version());
        if (closing == null) {
            return fix.withoutRemedy();
        }
        if (!isSubscribed(fix)) {
            return Weight.NEEDS_SUBSCRIPTION;
        }
        if (binary.held()) {
            return Weight.LOCKED;
        }
        String upTo = binary.upTo();
        return archives.isEmpty() || (upTo != null && DebianVersions.compare(upTo, closing) >= 0)
                ? Weight.EXPOSED
                : Weight.NOT_IN_REPOSITORY;
    }

    private boolean isSubscribed(SourceFix fix) {
        String needed = fix.subscription();
        return needed == null
                || subscriptions.stream()
                        .anyMatch(each -> each.equals(needed) || (needed.endsWith("-") && each.startsWith(needed)));
    }
}
