package io.patchwave.bench;

import io.patchwave.bench.fleet.Fleet;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.inventory.WindowsSoftware.Program;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fleet's software in memory; equal packages are one object, as the dictionary of inventory gives them. */
final class FleetSoftware {
    private final ConcurrentHashMap<Object, Object> known = new ConcurrentHashMap<>();

    /** That of the first sets. */
    List<Software> of(Fleet fleet, int sets) {
        return IntStream.range(0, sets)
                .parallel()
                .mapToObj(set ->
                        shared(InventoryDocument.parse(fleet.document(set)).software()))
                .toList();
    }

    private Software shared(Software software) {
        if (software instanceof LinuxSoftware linux) {
            List<Rpm> packages = linux.packages().stream().map(this::one).toList();
            return new LinuxSoftware(
                    linux.distribution(),
                    linux.versionId(),
                    linux.architecture(),
                    linux.runningKernel(),
                    packages,
                    linux.debs(),
                    linux.modules(),
                    linux.disabledModules(),
                    linux.repositories(),
                    linux.livepatches(),
                    linux.subscriptions());
        }
        WindowsSoftware windows = (WindowsSoftware) software;
        @Nullable List<Program> programs = windows.programs();
        return new WindowsSoftware(
                windows.caption(),
                windows.version(),
                windows.build(),
                windows.revision(),
                windows.displayVersion(),
                windows.editionId(),
                windows.installationType(),
                windows.productType(),
                windows.servicePack(),
                windows.architecture(),
                windows.esu(),
                windows.hotfixes().stream().map(this::one).toList(),
                programs == null ? null : programs.stream().map(this::one).toList(),
                windows.components(),
                windows.files());
    }

    @SuppressWarnings("unchecked")
    private <T> T one(T content) {
        Object earlier = known.putIfAbsent(content, content);
        return earlier == null ? content : (T) earlier;
    }
}
