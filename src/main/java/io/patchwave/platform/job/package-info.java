/** Long work with state, progress and counts: imports and exports. */
@NullMarked
package io.patchwave.platform.job;

import org.jspecify.annotations.NullMarked;
