/**
 * Advisories, remedies, products, update history, mirrors. Owns {@code catalog_*}; imports platform, version and audit.
 */
@NullMarked
package io.patchwave.catalog;

import org.jspecify.annotations.NullMarked;
