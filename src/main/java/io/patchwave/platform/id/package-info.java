/** Identifiers and secrets. */
@NullMarked
package io.patchwave.platform.id;

import org.jspecify.annotations.NullMarked;
