/**
 * Windows: which of Microsoft's advisories a machine is exposed to (exposure rules W1 to W9). Pure functions of catalog and
 * inventory; the catalog is compiled once into classes per product, a machine is then asked class by class.
 */
@NullMarked
package io.patchwave.exposure.windows;

import org.jspecify.annotations.NullMarked;
