/** The keys work orders, audit heads and exports are signed with. */
@NullMarked
package io.patchwave.platform.keys;

import org.jspecify.annotations.NullMarked;
