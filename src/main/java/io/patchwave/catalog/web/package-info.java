/** The catalog over HTTP: advisories, imports, mitigations, meta. */
@NullMarked
package io.patchwave.catalog.web;

import org.jspecify.annotations.NullMarked;
