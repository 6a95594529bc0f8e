package io.patchwave.exposure.rpm;

import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.NumberedList;
import java.util.HashMap;
import java.util.Map;

/** Gives hosts' packages numbers, as the dictionary of inventory does: equal packages have the same one. */
final class Numbered {
    private final Map<LinuxSoftware.Rpm, Integer> numbers = new HashMap<>();

    LinuxSoftware of(LinuxSoftware host) {
        int[] ids = host.packages().stream()
                .mapToInt(rpm -> numbers.computeIfAbsent(rpm, fresh -> numbers.size() + 1))
                .toArray();
        return new LinuxSoftware(
                host.distribution(),
                host.versionId(),
                host.architecture(),
                host.runningKernel(),
                new NumberedList<>(host.packages().toArray(LinuxSoftware.Rpm[]::new), ids),
                host.debs(),
                host.modules(),
                host.disabledModules(),
                host.repositories(),
                host.livepatches(),
                host.subscriptions());
    }
}
