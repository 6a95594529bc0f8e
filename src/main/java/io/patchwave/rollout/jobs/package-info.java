/** What ticks: Quartz runs the engine's second on one server of the cluster; all time lives in rows (engineering, law 2). */
@NullMarked
package io.patchwave.rollout.jobs;

import org.jspecify.annotations.NullMarked;
