/** Measures the packaged server and its inner parts, and prints a table: {@code ./mvnw -Pbench}, docs/benchmarks.md. */
@NullMarked
package io.patchwave.bench;

import org.jspecify.annotations.NullMarked;
