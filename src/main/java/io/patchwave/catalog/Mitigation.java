package io.patchwave.catalog;

import java.util.List;

/**
 * Something that lowers the danger without the patch. It is in force on a host whose facts satisfy {@code check}: then
 * {@code exposed} becomes {@code mitigated} for its CVEs.
 *
 * @param advisories ids it speaks of as a whole, for example {@code MS17-010}
 * @param check every condition must hold
 */
public record Mitigation(
        String id, String name, String summary, List<String> advisories, List<String> cves, List<Check> check) {
    /**
     * A condition on the facts document.
     *
     * @param fact path in it, for example {@code smb1} or {@code ports.blockedIn}
     * @param anyOf a text that must be one of these, or a list that must contain one of these
     */
    public record Check(String fact, List<String> anyOf) {}
}
