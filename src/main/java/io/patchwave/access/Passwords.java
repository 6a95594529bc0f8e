package io.patchwave.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.patchwave.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Argon2id with OWASP's least parameters (19 MiB, 2 passes, 1 lane). At most four run at a time; whoever does not come to
 * his turn within five seconds is told to come back, so that a flood of sign-ins cannot eat the memory.
 */
@ApplicationScoped
class Passwords {
    private static final Argon2Function ARGON = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final int AT_A_TIME = 4;

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /** The encoded hash with its parameters and a random salt. */
    String hash(String password) {
        begin();
        try {
            return Password.hash(password).addRandomSalt(16).with(ARGON).getResult();
        } finally {
            turns.release();
        }
    }

    /** Whether the password is the hash's; {@code withArgon2()} would use the default parameters and answer false. */
    boolean matches(String password, String hash) {
        begin();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            turns.release();
        }
    }

    private void begin() {
        try {
            if (turns.tryAcquire(5, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                        io.patchwave.platform.problem.PlatformProblem.UNAVAILABLE,
                        "Too many passwords are being checked now; try again in a few seconds.")
                .withHeader("Retry-After", "5");
    }
}
