package io.patchwave.inventory.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.inventory.HostQuery;
import io.patchwave.inventory.HostService;
import io.patchwave.inventory.HostService.Labels;
import io.patchwave.inventory.HostStatus;
import io.patchwave.inventory.HostView;
import io.patchwave.inventory.ImportOutcome;
import io.patchwave.inventory.ImportedAsset;
import io.patchwave.inventory.ImportedHost;
import io.patchwave.inventory.InventoryService;
import io.patchwave.platform.job.JobRun;
import io.patchwave.platform.json.Json;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands hosts out of files to the inventory, and counts what became of them. */
@ApplicationScoped
class Landing {
    private static final int NAMESAKES = 100;

    private final InventoryService inventory;
    private final HostService hosts;

    Landing(InventoryService inventory, HostService hosts) {
        this.inventory = inventory;
        this.hosts = hosts;
    }

    /** Takes a host; one that cannot be taken is rejected with a sentence. */
    void take(FoundHost host, Instant at, JobRun run) {
        try {
            ObjectNode software = host.software();
            ImportOutcome outcome = software == null ? know(host, at) : bring(host, software, at);
            boolean labelled = outcome.kind() != ImportOutcome.Kind.SKIPPED && label(outcome.hostId(), host.asset());
            count(outcome, labelled, host.origin(), run);
        } catch (ProblemException e) {
            run.rejected(1);
            run.problem(HostImportJob.sentence(host.origin(), String.valueOf(e.getMessage())));
        }
    }

    private ImportOutcome know(FoundHost host, Instant at) {
        String hostname = Objects.requireNonNullElse(host.hostname(), host.label());
        return inventory.importAsset(
                new ImportedAsset(host.machineId(), hostname, host.asset().ip(), at, host.origin()));
    }

    private ImportOutcome bring(FoundHost host, ObjectNode software, Instant at) {
        String hostname = host.hostname();
        if (hostname != null) {
            // The name under which it is known is the one that stands in the evidence.
            software.put("hostname", hostname);
        }
        return inventory.importHost(new ImportedHost(host.machineId(), hostname, bytes(software), at, host.origin()));
    }

    /**
     * Adds a list of hotfixes that came alone to the host it belongs to; without a host it is rejected, for KB numbers alone
     * say nothing.
     */
    void complete(Source source, HotfixList list, Instant at, JobRun run) {
        String name = source.hostname() == null ? list.hostname() : source.hostname();
        name = name == null ? source.stem() : name;
        Optional<HostView> known = name == null ? Optional.empty() : windowsHost(name);
        if (known.isEmpty()) {
            run.rejected(1);
            run.problem(source.name() + " lists hotfixes of " + (name == null ? "an unnamed host" : name)
                    + ", which is not known; send its systeminfo with it, or first.");
            return;
        }
        HostView host = known.get();
        ObjectNode software = document(host);
        FirstLook.add(software, new TreeSet<>(list.hotfixes()));
        count(
                inventory.importHost(
                        new ImportedHost(host.machineId(), host.hostname(), bytes(software), at, source.name())),
                false,
                source.name(),
                run);
    }

    private Optional<HostView> windowsHost(String name) {
        HostQuery query = new HostQuery(name, null, null, null, null, null);
        return hosts.list(query, null, PageRequest.of(NAMESAKES, null, "host-imports"), false).items().stream()
                .filter(host -> host.hostname().equalsIgnoreCase(name) && host.softwareSetId() != null)
                .filter(host -> "windows".equals(host.os().family()))
                .min(Comparator.comparing(HostView::managed).reversed());
    }

    private ObjectNode document(HostView host) {
        try {
            byte[] body = inventory.inventory(host).orElseThrow().body();
            return (ObjectNode) Json.mapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("the stored inventory of " + host.id() + " cannot be read", e);
        }
    }

    private boolean label(UUID hostId, FoundHost.Asset asset) {
        if (asset.owner() == null
                && asset.criticality() == null
                && asset.zone() == null
                && asset.tags().isEmpty()) {
            return false;
        }
        HostView host = hosts.require(hostId);
        if (host.status() == HostStatus.RETIRED) {
            return false;
        }
        Labels before = Labels.of(host);
        TreeSet<String> tags = new TreeSet<>(before.tags());
        tags.addAll(asset.tags());
        Labels after = new Labels(
                tags.size() == before.tags().size()
                        ? before.tags()
                        : tags.stream().toList(),
                either(asset.owner(), before.owner()),
                asset.criticality() == null ? before.criticality() : asset.criticality(),
                either(asset.zone(), before.zone()),
                before.mlpsLevel());
        hosts.label(hostId, after);
        return !after.equals(before);
    }

    private static void count(ImportOutcome outcome, boolean labelled, String origin, JobRun run) {
        switch (outcome.kind()) {
            case CREATED -> run.created(1);
            case UPDATED -> run.updated(1);
            case UNCHANGED, SKIPPED -> {
                run.updated(labelled ? 1 : 0);
                run.unchanged(labelled ? 0 : 1);
            }
        }
        if (outcome.reason() != null) {
            run.problem(origin + " was left out: " + outcome.reason() + ".");
        }
    }

    private static @Nullable String either(@Nullable String said, @Nullable String before) {
        return said == null ? before : said;
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return Json.mapper().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document that was read cannot be written", e);
        }
    }
}
