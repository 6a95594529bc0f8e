/** The auditors' calls. */
@NullMarked
package io.patchwave.compliance.web;

import org.jspecify.annotations.NullMarked;
