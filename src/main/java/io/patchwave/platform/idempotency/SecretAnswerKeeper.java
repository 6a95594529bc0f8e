package io.patchwave.platform.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchwave.platform.security.CurrentActor;
import jakarta.ws.rs.ext.Provider;

/** For {@link IdempotentSecret}: keeps that there was an answer, not what it said. */
@Provider
@IdempotentSecret
class SecretAnswerKeeper extends IdempotencyFilter {
    SecretAnswerKeeper(KeptAnswers answers, CurrentActor actor, ObjectMapper mapper) {
        super(answers, actor, mapper, true);
    }
}
