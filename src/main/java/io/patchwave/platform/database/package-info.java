/** The seam to the two databases: driver, hand-written SQL, bulk work, leases, revisions. */
@NullMarked
package io.patchwave.platform.database;

import org.jspecify.annotations.NullMarked;
