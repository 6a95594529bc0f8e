package io.patchwave.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Both orders are total orders over any text, and no text makes them throw. */
class VersionOrderProperties {
    private static final Comparator<String> EVR = Comparator.comparing(Evr::parse);

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.strings().withChars("0129abZ.~^+-:_é").ofMaxLength(7);
    }

    @Property
    void rpm_orders_totally(@ForAll("versions") String a, @ForAll("versions") String b, @ForAll("versions") String c) {
        totalOrder(RpmVersions::compare, a, b, c);
        totalOrder(EVR, a, b, c);
    }

    @Property
    void debian_orders_totally(
            @ForAll("versions") String a, @ForAll("versions") String b, @ForAll("versions") String c) {
        totalOrder(DebianVersions::compare, a, b, c);
    }

    @Property
    void no_text_is_refused(@ForAll String a, @ForAll String b) {
        totalOrder(RpmVersions::compare, a, b, a + b);
        totalOrder(DebianVersions::compare, a, b, a + b);
        totalOrder(EVR, a, b, a + b);
        Nevra.parse(a);
    }

    @Property
    void what_a_nevra_writes_it_reads(@ForAll("versions") String name, @ForAll("versions") String version) {
        Nevra nevra = Nevra.parse(name + "-" + version + ".x86_64");
        if (nevra != null) {
            assertThat(Nevra.parse(nevra.toString())).isEqualTo(nevra);
        }
    }

    private static void totalOrder(Comparator<String> order, String a, String b, String c) {
        assertThat(order.compare(a, a)).isZero();
        assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
        if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
            assertThat(order.compare(a, c)).isLessThanOrEqualTo(0);
        }
        if (order.compare(a, b) == 0) {
            assertThat(Integer.signum(order.compare(a, c))).isEqualTo(Integer.signum(order.compare(b, c)));
        }
    }
}
