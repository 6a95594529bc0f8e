/** From an {@code Authorization} header to an identity, without touching the database on the agents' hot path. */
@NullMarked
package io.patchwave.access.signin;

import org.jspecify.annotations.NullMarked;
