/**
 * Hosts that cannot run an agent, taken in from files: what {@code systeminfo}, {@code wmic qfe}, {@code rpm -qa} and
 * {@code dpkg -l} print, lists in CSV and XLSX, our own inventory documents, and archives of these. Owns no table; everything
 * goes through the doors of {@code inventory}.
 */
@NullMarked
package io.patchwave.inventory.imports;

import org.jspecify.annotations.NullMarked;
