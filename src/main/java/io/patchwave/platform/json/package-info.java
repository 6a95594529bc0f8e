/** JSON as text columns: one mapper, canonical form. */
@NullMarked
package io.patchwave.platform.json;

import org.jspecify.annotations.NullMarked;
