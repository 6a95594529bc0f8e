/**
 * Reads what publishers publish: one reader per format, pure functions from bytes to the catalog's records, and the job that
 * imports them. Owns no table: it hands parsed documents to the feature's own package. Imports catalog and platform.
 */
@NullMarked
package io.patchwave.catalog.feed;

import org.jspecify.annotations.NullMarked;
