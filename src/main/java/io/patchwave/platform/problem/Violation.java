package io.patchwave.platform.problem;

/** What is wrong with one member of a request; {@code field} is its path, for example {@code waves[1].percent}. */
public record Violation(String field, String message) {}
