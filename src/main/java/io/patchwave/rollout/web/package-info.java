/** The REST resources of rollouts; thin: they read the request, call one service method, answer. */
@NullMarked
package io.patchwave.rollout.web;

import org.jspecify.annotations.NullMarked;
