/**
 * What was done, by whom: entries in the transaction of the act, sealed at least once a second into a chain of signed blocks
 * (engineering, law 4). Owns the tables {@code audit_*}. Imports platform only; others add rows of their own to the blocks
 * through {@link io.patchwave.audit.SealableRows}.
 */
@NullMarked
package io.patchwave.audit;

import org.jspecify.annotations.NullMarked;
