package io.patchwave.catalog;

/**
 * The catalog has a new revision. Fired inside the import's transaction: observe it {@code AFTER_SUCCESS}, and as a hint only;
 * {@link CatalogService#revision()} is the truth.
 */
public record CatalogChanged(long rev) {}
