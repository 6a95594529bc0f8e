/**
 * Rollouts, waves, assignments: what is installed where, in which steps, under which brakes. Owns {@code rollout_*}; imports
 * platform, audit, inventory, catalog and exposure. Every transition is one pure function of (state, event): {@link
 * io.patchwave.rollout.RolloutState#on}, {@link io.patchwave.rollout.WaveState#on} and {@link
 * io.patchwave.rollout.AssignmentState#on}; {@code docs/concepts.md} prints the three tables. Locks are taken in one order:
 * waves by id, then assignments, then the rollout.
 */
@NullMarked
package io.patchwave.rollout;

import org.jspecify.annotations.NullMarked;
