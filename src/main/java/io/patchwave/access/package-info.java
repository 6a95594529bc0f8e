/**
 * Who may come in: users, API tokens, enrolment tokens, agents' tokens and enrolment conflicts. Owns the tables {@code
 * access_*}. Imports platform and audit. Secrets are stored as SHA-256 (256 random bits), passwords as Argon2id.
 */
@NullMarked
package io.patchwave.access;

import org.jspecify.annotations.NullMarked;
