/** RFC 9457 problem documents: one catalogue of types, one way to raise them. */
@NullMarked
package io.patchwave.platform.problem;

import org.jspecify.annotations.NullMarked;
