/** The one clock that decides; it follows the database's. */
@NullMarked
package io.patchwave.platform.time;

import org.jspecify.annotations.NullMarked;
