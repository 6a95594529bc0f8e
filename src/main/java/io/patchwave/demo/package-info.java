/**
 * The story of 230 servers in May 2017 and simulated agents that speak the real agent protocol over HTTP. Imports platform
 * only: everything it does, a stranger could do over the network. Owns no tables.
 */
@NullMarked
package io.patchwave.demo;

import org.jspecify.annotations.NullMarked;
