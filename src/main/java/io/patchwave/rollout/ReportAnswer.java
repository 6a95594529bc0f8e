package io.patchwave.rollout;

import java.util.List;
import java.util.UUID;

/** What became of a batch of reports; a rejected one changes nothing, the others stand. */
public record ReportAnswer(int accepted, int duplicates, List<Rejected> rejected) {
    /** A report that was not taken: {@code report-id-reused}, {@code unknown-assignment} or {@code unknown-state …}. */
    public record Rejected(UUID id, String reason) {}
}
