package io.patchwave.rollout;

/** One transition of an assignment: what it was, by which event, what it is now. */
record Move(AssignmentRow before, AssignmentEvent event, AssignmentRow after) {}
