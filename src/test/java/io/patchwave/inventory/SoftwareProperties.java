package io.patchwave.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchwave.platform.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SoftwareProperties {
    /** A package as name, version, release, architecture; its epoch is 0. */
    record Package(String name, String version, String release, String arch) {
        String nevra(boolean epoch) {
            return name + "-" + (epoch ? "0:" : "") + version + "-" + release + "." + arch;
        }
    }

    @Provide
    Arbitrary<List<Package>> packages() {
        Arbitrary<String> name = Arbitraries.of("bash", "kernel-core", "libstdc++", "python3-test", "glibc", "a-b-c");
        Arbitrary<String> version =
                Arbitraries.strings().withChars("0123456789.~^").ofMinLength(1).ofMaxLength(6);
        Arbitrary<String> release = Arbitraries.of("1.el8", "4.el8_6", "2.module_el8+1+abc", "1.alma.1");
        Arbitrary<String> arch = Arbitraries.of("x86_64", "i686", "noarch");
        return Combinators.combine(name, version, release, arch)
                .as(Package::new)
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 200)
    void order_and_spelling_do_not_change_the_digest(
            @ForAll("packages") List<Package> packages, @ForAll Random random) {
        Software plain = read(packages, new Random(0), false);
        List<Package> shuffled = new ArrayList<>(packages);
        shuffled.addAll(packages);
        Collections.shuffle(shuffled, random);
        Software other = read(shuffled, random, true);
        assertThat(SoftwareForm.canonical(other)).isEqualTo(SoftwareForm.canonical(plain));
    }

    @Property(tries = 200)
    void the_canonical_form_is_read_back_as_it_was(@ForAll("packages") List<Package> packages) {
        Software software = read(packages, new Random(0), false);
        assertThat(SoftwareForm.read(SoftwareForm.gunzip(SoftwareForm.gzip(SoftwareForm.canonical(software)))))
                .isEqualTo(software);
    }

    private static Software read(List<Package> packages, Random random, boolean mixed) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.putObject("os")
                .put("family", "linux")
                .put("id", "almalinux")
                .put("versionId", "8")
                .put("architecture", "x86_64");
        ArrayNode list = document.putArray("packages");
        for (Package one : packages) {
            if (mixed && random.nextBoolean()) {
                list.addObject().put("nevra", one.nevra(random.nextBoolean()));
            } else {
                list.add(one.nevra(!mixed || random.nextBoolean()));
            }
        }
        return InventoryDocument.parse(SoftwareForm.bytes(document)).software();
    }
}
