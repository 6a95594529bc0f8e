package io.patchwave.platform.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchwave.platform.security.CurrentActor;
import jakarta.ws.rs.ext.Provider;

/** For {@link Idempotent}: keeps the answer. */
@Provider
@Idempotent
class AnswerKeeper extends IdempotencyFilter {
    AnswerKeeper(KeptAnswers answers, CurrentActor actor, ObjectMapper mapper) {
        super(answers, actor, mapper, false);
    }
}
