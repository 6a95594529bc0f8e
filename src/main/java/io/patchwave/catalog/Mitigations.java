package io.patchwave.catalog;

import io.patchwave.catalog.Mitigation.Check;
import java.util.List;

/** The mitigations that ship with the server: for the worm of May 2017, closing what it comes through. */
public final class Mitigations {
    private static final ShippedFact MS17_010 = ShippedFacts.all().get(0);

    private static final List<Mitigation> ALL = List.of(
            new Mitigation(
                    "block-445-in",
                    "TCP 445 blocked inbound",
                    "Nobody reaches the SMB server, so its holes cannot be used from outside the host.",
                    List.of(MS17_010.id()),
                    MS17_010.cves(),
                    List.of(new Check("ports.blockedIn", List.of("445")))),
            new Mitigation(
                    "smb1-off",
                    "SMBv1 switched off or removed",
                    "The holes are in the SMBv1 server only.",
                    List.of(MS17_010.id()),
                    MS17_010.cves(),
                    List.of(new Check("smb1", List.of("off", "absent")))));

    private Mitigations() {}

    /** All of them, by id. */
    public static List<Mitigation> all() {
        return ALL;
    }
}
