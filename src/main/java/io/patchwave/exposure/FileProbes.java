package io.patchwave.exposure;

import io.patchwave.inventory.ProbeSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Files whose version would decide what is unknown on a host. */
@ApplicationScoped
class FileProbes implements ProbeSource {
    private final LiveIndex live;

    FileProbes(LiveIndex live) {
        this.live = live;
    }

    @Override
    public List<Probe> probes(UUID hostId) {
        HostEntry host = live.index().host(hostId);
        SetState state = host == null ? null : live.index().set(host.setId());
        return state == null
                ? List.of()
                : state.whole().probes().stream().map(Probe::fileVersion).toList();
    }
}
