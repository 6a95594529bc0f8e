/**
 * The ground every feature stands on: clock, ids, problem details, paging, database seam, configuration, signing keys,
 * jobs and bounded input. Imports nothing of ours; its sub-packages are open to all. Owns the tables {@code platform_*}.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Patchwave",
                        version = "1",
                        description =
                                "People speak to /api/v1 with an API token (Bearer) or user name and password (Basic);"
                                        + " agents to /agent/v1 with their host's token. Lists take limit (1 to 1000, default 50),"
                                        + " after (the last page's next) and count. Errors are application/problem+json; their types"
                                        + " are listed at /problems. Creating calls take Idempotency-Key."),
        security = {@SecurityRequirement(name = "bearer"), @SecurityRequirement(name = "basic")},
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "bearer",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "An API token (pwu_…); for /agent/v1 the host's token, for"
                                            + " /agent/v1/enroll an enrolment token"),
                            @SecurityScheme(
                                    securitySchemeName = "basic",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "basic",
                                    description = "User name and password; not for /agent/v1")
                        }))
@NullMarked
package io.patchwave.platform;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.NullMarked;
