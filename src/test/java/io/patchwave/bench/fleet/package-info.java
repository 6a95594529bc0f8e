/** The fleet that is measured: generated out of named inputs and a seed, so that anyone repeats it. */
@NullMarked
package io.patchwave.bench.fleet;

import org.jspecify.annotations.NullMarked;
