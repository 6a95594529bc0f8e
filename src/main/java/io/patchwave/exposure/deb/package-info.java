/**
 * Which advisories apply to a dpkg host, by source package (exposure-rules D, O). Owns no tables; imports version, catalog,
 * inventory and exposure.
 */
@NullMarked
package io.patchwave.exposure.deb;

import org.jspecify.annotations.NullMarked;
