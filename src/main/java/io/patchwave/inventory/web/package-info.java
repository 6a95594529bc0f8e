/** Hosts and groups for people. */
@NullMarked
package io.patchwave.inventory.web;

import org.jspecify.annotations.NullMarked;
