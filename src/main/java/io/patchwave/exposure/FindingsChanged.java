package io.patchwave.exposure;

import java.util.UUID;

/**
 * The host's present software set has been evaluated and the answer is committed, whether or not it differs from the one
 * before. A hint (engineering, law 1): it may be lost; {@link ExposureService#evaluatedRevision} tells what is true.
 */
public record FindingsChanged(UUID hostId) {}
