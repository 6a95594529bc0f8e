/**
 * Hosts, groups, software sets and documents. Owns {@code inventory_*}; imports platform, version and audit.
 */
@NullMarked
package io.patchwave.inventory;

import org.jspecify.annotations.NullMarked;
