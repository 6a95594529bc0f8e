/** Opaque cursors and pages. */
@NullMarked
package io.patchwave.platform.paging;

import org.jspecify.annotations.NullMarked;
