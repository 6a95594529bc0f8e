/**
 * The agents' protocol (design, section 2): resources, their wire records, and what joins the features behind them. Owns no
 * tables. Imports platform, audit, access, inventory and rollout. Members of a request that it does not know are ignored:
 * old servers meet new agents.
 */
@NullMarked
package io.patchwave.agent;

import org.jspecify.annotations.NullMarked;
