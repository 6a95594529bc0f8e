package io.patchwave.bench;

import io.patchwave.bench.fleet.Fleet;
import io.patchwave.inventory.InventoryDocument;
import io.patchwave.inventory.LinuxSoftware;
import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.inventory.NumberedList;
import io.patchwave.inventory.Software;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.inventory.WindowsSoftware.Program;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fleet's software in memory; equal packages are one object, as the dictionary of inventory gives them. */
final class FleetSoftware {
    private final ConcurrentHashMap<Object, Item> known = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /** An entry of the dictionary. */
    private record Item(Object content, int number) {}

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
            List<Rpm> packages = numbered(linux.packages());
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
                numbered(windows.hotfixes()),
                programs == null ? null : numbered(programs),
                windows.components(),
                windows.files());
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> numbered(List<T> contents) {
        List<Item> items = contents.stream()
                .map(content -> known.computeIfAbsent(content, absent -> new Item(absent, numbers.incrementAndGet())))
                .toList();
        return new NumberedList<>(
                (T[]) items.stream().map(Item::content).toArray(),
                items.stream().mapToInt(Item::number).toArray());
    }
}
