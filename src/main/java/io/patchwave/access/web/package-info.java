/** Users, tokens and enrolment conflicts over REST. */
@NullMarked
package io.patchwave.access.web;

import org.jspecify.annotations.NullMarked;
