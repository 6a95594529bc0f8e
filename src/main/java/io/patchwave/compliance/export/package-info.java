/** Compliance rows as CSV and NDJSON, counted and hashed while they stream; the head that goes with them. */
@NullMarked
package io.patchwave.compliance.export;

import org.jspecify.annotations.NullMarked;
