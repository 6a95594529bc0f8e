package io.patchwave.platform.database;

/**
 * A revision was taken on this server; observed after commit it makes caches look at once, where other servers look within
 * a second. A hint only: the row is the truth.
 */
public record RevisionBumped(String name) {}
