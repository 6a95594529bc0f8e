/** Judges what an import would do to the hosts, and holds it where a person should look first (design, section 2). */
@NullMarked
package io.patchwave.exposure.guard;

import org.jspecify.annotations.NullMarked;
