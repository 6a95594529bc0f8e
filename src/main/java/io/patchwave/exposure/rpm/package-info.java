/**
 * Which errata apply to an rpm host (exposure-rules R, O): dnf's answer, and {@code unknown} where dnf would be silent. Owns no
 * tables; imports version, catalog, inventory and exposure.
 */
@NullMarked
package io.patchwave.exposure.rpm;

import org.jspecify.annotations.NullMarked;
