/** What if: which findings remedies would close on which hosts, and which remedies close given advisories. Writes nothing. */
@NullMarked
package io.patchwave.exposure.simulation;

import org.jspecify.annotations.NullMarked;
