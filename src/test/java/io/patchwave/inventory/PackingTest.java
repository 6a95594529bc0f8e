package io.patchwave.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackingTest {
    @Test
    void a_document_comes_back_as_it_was() {
        byte[] noise = new byte[70_000];
        new SplittableRandom(1).nextBytes(noise);
        for (byte[] content : new byte[][] {
            "{}".getBytes(StandardCharsets.UTF_8),
            "bash-0:5-1.x86_64".repeat(5000).getBytes(StandardCharsets.UTF_8),
            noise
        }) {
            assertThat(Packing.unpack(Packing.pack(content))).isEqualTo(content);
        }
        assertThat(Packing.pack(new byte[40_000])).hasSizeLessThan(1000);
    }

    @Test
    void what_came_as_gzip_or_was_kept_so_before_is_read() {
        byte[] content = "{\"packages\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(Packing.unpack(SoftwareForm.gzip(content))).isEqualTo(content);
    }
}
