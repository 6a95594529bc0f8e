/** The {@code Idempotency-Key} header of creating calls: a repeated call is answered, not done again. */
@NullMarked
package io.patchwave.platform.idempotency;

import org.jspecify.annotations.NullMarked;
