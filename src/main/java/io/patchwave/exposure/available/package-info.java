/** What a host's repositories offer that is newer than what it has, advisory or not. */
@NullMarked
package io.patchwave.exposure.available;

import org.jspecify.annotations.NullMarked;
