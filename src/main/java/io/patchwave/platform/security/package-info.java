/** Who acts now, and what the token check needs to know of hosts. */
@NullMarked
package io.patchwave.platform.security;

import org.jspecify.annotations.NullMarked;
