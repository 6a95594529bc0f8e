package io.patchwave.platform.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {
    @Test
    void a_secret_of_an_earlier_release_is_well_formed() {
        assertThat(Secrets.wellFormed("pwa_", "pwa_" + "0".repeat(43) + "1KrfDg"))
                .isTrue();
    }

    @Test
    void a_typing_error_is_told_by_the_checksum() {
        String secret = Secrets.create("pwe_");
        char last = secret.charAt(secret.length() - 1);
        String wrong = secret.substring(0, secret.length() - 1) + (last == 'x' ? 'y' : 'x');
        assertThat(Secrets.wellFormed("pwe_", secret)).isTrue();
        assertThat(Secrets.wellFormed("pwe_", wrong)).isFalse();
        assertThat(Secrets.wellFormed("pwa_", secret)).isFalse();
    }

    @Test
    void digests_do_not_share_what_was_put_into_them() {
        Secrets.digest().update((byte) 1);
        assertThat(Secrets.sha256("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
