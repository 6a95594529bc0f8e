package io.patchwave.audit;

import java.util.List;

/**
 * What a check of the whole log found.
 *
 * @param ok whether there is no problem
 * @param blocks blocks checked
 * @param entries rows inside them, of all sources
 * @param head the newest block checked: keep it, and a later check can be held against it
 * @param problems sentences naming the block or entry at fault; at most 1,000
 */
public record AuditVerification(boolean ok, long blocks, long entries, AuditHead head, List<String> problems) {}
