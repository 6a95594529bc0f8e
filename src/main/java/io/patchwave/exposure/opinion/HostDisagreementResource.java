package io.patchwave.exposure.opinion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.patchwave.catalog.CatalogService;
import io.patchwave.exposure.SetRulings;
import io.patchwave.inventory.HostService;
import io.patchwave.inventory.HostView;
import io.patchwave.inventory.SoftwareSets;
import io.patchwave.platform.paging.Page;
import io.patchwave.platform.paging.PageRequest;
import io.patchwave.platform.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Where a host's own update client and this server differ. */
@Path("/api/v1/hosts/{id}/disagreements")
@Produces(MediaType.APPLICATION_JSON)
class HostDisagreementResource {
    private static final String NO_OPINION = "no-second-opinion";
    private static final String NO_INVENTORY = "no-inventory";
    private static final int NOT_COMPARED = 200;

    private final FleetOpinions fleet;
    private final Opinions opinions;
    private final HostService hosts;
    private final SoftwareSets softwareSets;
    private final SetRulings rulings;
    private final CatalogService catalog;

    HostDisagreementResource(
            FleetOpinions fleet,
            Opinions opinions,
            HostService hosts,
            SoftwareSets softwareSets,
            SetRulings rulings,
            CatalogService catalog) {
        this.fleet = fleet;
        this.opinions = opinions;
        this.hosts = hosts;
        this.softwareSets = softwareSets;
        this.rulings = rulings;
        this.catalog = catalog;
    }

    /**
     * One host's disagreements.
     *
     * @param reason why nothing was compared: {@code no-second-opinion} where the facts have no {@code reportedMissing},
     *     {@code no-inventory}; absent where it was
     * @param reported how many remedies the host calls missing
     * @param notCompared what it lists and nothing can be said about here; the first 200
     */
    record HostDisagreements(
            List<Disagreement> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next,

            @Nullable Long count,
            @Nullable String reason,
            long revision,
            @Nullable Integer reported,
            List<Disagreement.NotCompared> notCompared) {}

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "Where the host's own update client and this server differ",
            description = "Compares `reportedMissing` of the host's facts with its findings, by effect: what would be"
                    + " closed by anything they list, a later cumulative update included, is agreed. Each item has both"
                    + " reasons. Without `reportedMissing` the answer is empty and its reason is no-second-opinion.")
    public HostDisagreements ofHost(
            @RestPath UUID id,
            @RestQuery @DefaultValue("false") boolean count,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        PageRequest page = PageRequest.of(limit, after, "host-disagreements", id);
        HostView host = hosts.require(id);
        Opinion opinion = opinions.of(host.factsSetId());
        Long set = host.softwareSetId();
        long revision = rulings.current().revision();
        if (opinion == null || set == null) {
            return new HostDisagreements(
                    List.of(),
                    null,
                    count ? 0L : null,
                    opinion == null ? NO_OPINION : NO_INVENTORY,
                    revision,
                    opinion == null ? null : opinion.reported().size(),
                    List.of());
        }
        HostComparison.Told told =
                fleet.told(softwareSets.load(set), opinion, remedy -> isNewer(remedy, host.lastSeen()));
        Page<Disagreement> found = Page.ofAll(
                told.items(),
                page,
                count,
                item -> item.theirs() + " " + item.remedy() + " " + item.rule() + " "
                        + item.advisories().hashCode());
        return new HostDisagreements(
                found.items(),
                found.next(),
                found.count(),
                null,
                revision,
                opinion.reported().size(),
                told.notCompared().stream().limit(NOT_COMPARED).toList());
    }

    private boolean isNewer(String remedy, Instant spoken) {
        return catalog.remedyReleasedAt(remedy).filter(spoken::isBefore).isPresent();
    }
}
