/**
 * Version orders and names of packages and updates: pure functions on plain Java.
 */
@NullMarked
package io.patchwave.version;

import org.jspecify.annotations.NullMarked;
