package io.patchwave.catalog;

import org.jspecify.annotations.Nullable;

/** EPSS of a CVE on one day: probability and percentile, 0 to 1; early days have no percentile. */
public record EpssScore(String cve, double score, @Nullable Double percentile) {}
