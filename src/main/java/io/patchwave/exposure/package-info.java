/**
 * Which advisory applies to which host, and since when. Owns {@code exposure_*}; imports platform, version, inventory and catalog.
 */
@NullMarked
package io.patchwave.exposure;

import org.jspecify.annotations.NullMarked;
