/** Reading and proving the audit log over REST. */
@NullMarked
package io.patchwave.audit.web;

import org.jspecify.annotations.NullMarked;
