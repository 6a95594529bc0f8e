package io.patchwave.version;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NevraTest {
    @Test
    void a_nevra_with_epoch_is_read() {
        assertThat(Nevra.parse("openssl-libs-1:1.1.1k-14.el8_6.x86_64"))
                .isEqualTo(new Nevra("openssl-libs", new Evr(1, "1.1.1k", "14.el8_6"), "x86_64"));
    }

    @Test
    void a_nevra_without_epoch_has_epoch_0_and_is_written_with_it() {
        assertThat(Nevra.parse("bash-4.4.20-5.el8.x86_64")).hasToString("bash-0:4.4.20-5.el8.x86_64");
    }

    @Test
    void an_epoch_in_front_and_the_name_of_a_file_are_read_too() {
        assertThat(Nevra.parse("1:openssl-1.1.1k-14.el8_6.src.rpm")).hasToString("openssl-1:1.1.1k-14.el8_6.src");
    }

    @Test
    void names_with_dots_digits_and_dashes_keep_them() {
        assertThat(Nevra.parse("java-1.8.0-openjdk-headless-1:1.8.0.482.b08-2.el8.x86_64"))
                .hasToString("java-1.8.0-openjdk-headless-1:1.8.0.482.b08-2.el8.x86_64");
    }

    @Test
    void what_is_no_nevra_is_null() {
        for (String text :
                new String[] {"", "bash", "bash-4", "bash-4.4", "-1-2.x", "a-1-2", "a-1-2.", "1:-1-1.x", "..-", "-.-.-"
                }) {
            assertThat(Nevra.parse(text)).as(text).isNull();
        }
    }

    @Test
    void an_epoch_of_any_length_is_read() {
        assertThat(Evr.parse("99999999999999999999:1-1").epoch()).isEqualTo(Long.MAX_VALUE);
    }
}
