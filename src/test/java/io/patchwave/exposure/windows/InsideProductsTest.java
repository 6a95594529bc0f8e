package io.patchwave.exposure.windows;

import static io.patchwave.exposure.windows.SmallCatalog.fix;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InsideProductsTest {
    private static boolean judges(String component, Windows machine) {
        String system = ProductTable.of(machine.software()).orElseThrow().name();
        SmallCatalog catalog = new SmallCatalog()
                .cve("2019-Feb", "CVE-0000-0001", fix("KB4000001", "", system))
                .cve("2019-Feb", "CVE-0000-0002", fix("KB4000002", "", component + " on " + system));
        return SmallCatalog.of(catalog.evaluate(machine.software()), "CVE-0000-0002")
                        .count()
                > 0;
    }

    @Test
    void W6_internet_explorer_11_is_presumed_from_8_1_on_but_not_on_server_core() {
        assertThat(judges("Internet Explorer 11", Windows.server2012R2())).isTrue();
        assertThat(judges("Internet Explorer 11", Windows.windows10(17763, 1))).isTrue();
        assertThat(judges("Internet Explorer 11", Windows.server2012R2().core()))
                .isFalse();
        assertThat(judges("Internet Explorer 10", Windows.machine("Windows Server 2012", 9200)))
                .isTrue();
    }

    @Test
    void W6_on_7_the_installer_that_is_listed_tells_which_internet_explorer() {
        assertThat(judges("Internet Explorer 11", Windows.windows7())).isFalse();
        assertThat(judges("Internet Explorer 11", Windows.windows7().with("KB2841134")))
                .isTrue();
        assertThat(judges("Internet Explorer 9", Windows.windows7().with("KB982861")))
                .isTrue();
        assertThat(judges("Internet Explorer 11", Windows.windows7().components("11.0.9600.19326")))
                .isTrue();
    }

    @Test
    void W6_edge_is_presumed_on_clients_but_not_on_long_term_ones() {
        String edge = "Microsoft Edge (EdgeHTML-based)";

        assertThat(judges(edge, Windows.windows10(17763, 1))).isTrue();
        assertThat(judges(edge, Windows.windows10(17763, 1).edition("EnterpriseS")))
                .isFalse();
        assertThat(judges(edge, Windows.machine("Microsoft Windows 10 企业版 LTSC", 17763)))
                .isFalse();
        assertThat(judges(edge, Windows.machine("Microsoft Windows Server 2019", 17763)))
                .isFalse();
    }

    @Test
    void W6_flash_is_presumed_on_clients_until_its_removal_is_listed() {
        assertThat(judges("Adobe Flash Player", Windows.windows10(17134, 1))).isTrue();
        assertThat(judges("Adobe Flash Player", Windows.windows10(17134, 1).with("KB4577586")))
                .isFalse();
        assertThat(judges("Adobe Flash Player", Windows.server2012R2())).isFalse();
        assertThat(judges("Adobe Flash Player", Windows.windows7())).isFalse();
    }

    @Test
    void W6_dotnet_is_the_inbox_version_unless_the_inventory_names_others() {
        Windows client = Windows.windows10(17763, 1);

        assertThat(judges("Microsoft .NET Framework 3.5 AND 4.7.2", client)).isTrue();
        assertThat(judges("Microsoft .NET Framework 4.6/4.6.1/4.6.2/4.7/4.7.1/4.7.2", client))
                .isTrue();
        assertThat(judges("Microsoft .NET Framework 3.5 AND 4.8", client)).isFalse();
        assertThat(judges(
                        "Microsoft .NET Framework 3.5 AND 4.8",
                        Windows.windows10(17763, 1).components(null, "4.8")))
                .isTrue();
        assertThat(judges(
                        "Microsoft .NET Framework 4.7.2",
                        Windows.windows10(17763, 1).components(null, "v4.8.04084")))
                .isFalse();
    }

    @Test
    void W6_on_6x_dotnet_is_judged_only_where_the_inventory_has_it() {
        assertThat(judges("Microsoft .NET Framework 4.5.2", Windows.server2012R2()))
                .isFalse();
        assertThat(judges(
                        "Microsoft .NET Framework 4.5.2", Windows.server2012R2().components(null, "4.5.2")))
                .isTrue();
    }
}
