package io.patchwave.access;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an enrolment token allows.
 *
 * @param tokenId the token, for conflicts and the audit log
 * @param tags the enrolled host gets these
 * @param hostId the one host it is made for, or null: such a token is proof enough to enrol a known machine again
 * @param repeat the lost answer is asked for again: no use was counted, the same host is meant
 */
public record EnrollmentGrant(
        UUID tokenId, List<String> tags, @Nullable UUID hostId, boolean repeat) {}
