/** Every setting, typed, and the folder the server keeps its files in. */
@NullMarked
package io.patchwave.platform.config;

import org.jspecify.annotations.NullMarked;
