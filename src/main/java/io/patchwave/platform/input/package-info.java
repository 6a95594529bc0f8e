/** Everything that comes from outside is read under bounds. */
@NullMarked
package io.patchwave.platform.input;

import org.jspecify.annotations.NullMarked;
