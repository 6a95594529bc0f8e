/** What Windows Update, dnf or apt on the hosts themselves call missing, beside what is said here; never merged. */
@NullMarked
package io.patchwave.exposure.opinion;

import org.jspecify.annotations.NullMarked;
