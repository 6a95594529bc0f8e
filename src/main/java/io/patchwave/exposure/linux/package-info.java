/**
 * What the evaluators of both Linux package worlds share: releases, OSV ranges, the sum of what an advisory's packages say.
 * Owns no tables; imports catalog, inventory and exposure.
 */
@NullMarked
package io.patchwave.exposure.linux;

import org.jspecify.annotations.NullMarked;
