package io.patchwave.inventory;

/** What is installed on a host, in canonical form: what exposure evaluates. Equal content has one digest and one id. */
public sealed interface Software permits WindowsSoftware, LinuxSoftware {}
