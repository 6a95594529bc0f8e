/** Exposure over HTTP: findings of a host, hosts of an advisory, counts. */
@NullMarked
package io.patchwave.exposure.web;

import org.jspecify.annotations.NullMarked;
