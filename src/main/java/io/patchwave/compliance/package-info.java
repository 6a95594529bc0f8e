/**
 * What auditors take away: one row per host and remedy group, as of any day, with a head that proves itself. Owns {@code
 * compliance_*}; imports platform, audit, inventory, catalog, exposure and rollout.
 */
@NullMarked
package io.patchwave.compliance;

import org.jspecify.annotations.NullMarked;
