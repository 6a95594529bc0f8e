/**
 * The ground every feature stands on: clock, ids, problem details, paging, database seam, configuration, signing keys,
 * jobs and bounded input. Imports nothing of ours; its sub-packages are open to all. Owns the tables {@code platform_*}.
 */
@NullMarked
package io.patchwave.platform;

import org.jspecify.annotations.NullMarked;
