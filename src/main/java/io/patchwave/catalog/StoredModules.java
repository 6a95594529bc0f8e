package io.patchwave.catalog;

import java.util.List;
import java.util.Map;

/** Module streams of a mirror as stored, and each module's default stream. */
public record StoredModules(List<Mirror.ModuleStream> streams, Map<String, String> defaults) {}
