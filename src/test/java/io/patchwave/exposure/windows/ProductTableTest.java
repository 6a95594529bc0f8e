package io.patchwave.exposure.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTableTest {
    private static String name(Windows machine) {
        return ProductTable.of(machine.software()).map(WindowsProduct::name).orElse("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Microsoft Windows 10 Pro             | 10240 | x86   | Windows 10 for 32-bit Systems
            Microsoft Windows 10 Enterprise LTSC | 17763 | x64   | Windows 10 Version 1809 for x64-based Systems
            Microsoft Windows 10 Pro             | 19043 | arm64 | Windows 10 Version 21H1 for ARM64-based Systems
            Microsoft Windows Server 2019        | 17763 | x64   | Windows Server 2019
            Microsoft Windows Server             | 18363 | x64   | Windows Server, version 1909 (Server Core installation)
            Microsoft Windows Server 2022        | 20348 | x64   | Windows Server 2022
            Microsoft Windows Server 2025        | 26100 | x64   | Windows Server 2025
            Microsoft Windows 11 Pro             | 26100 | x64   | Windows 11 Version 24H2 for x64-based Systems
            Microsoft Windows 8.1 Pro            | 9600  | x64   | Windows 8.1 for x64-based systems
            Microsoft Windows RT 8.1             | 9600  | arm64 | Windows RT 8.1
            Microsoft Windows Server 2012        | 9200  | x64   | Windows Server 2012
            Microsoft Windows 7 Enterprise       | 7601  | x86   | Windows 7 for 32-bit Systems Service Pack 1
            Microsoft Windows Server 2008 R2     | 7601  | ia64  | Windows Server 2008 R2 for Itanium-Based Systems Service Pack 1
            Microsoftr Windows Serverr 2008      | 6003  | x64   | Windows Server 2008 for x64-based Systems Service Pack 2
            Microsoft\u00a0Windows\u00a0VistaT   | 6002  | x64   | Windows Vista x64 Edition Service Pack 2
            Microsoft Windows Vista              | 6002  | x86   | Windows Vista Service Pack 2
            Microsoft Windows 10 Pro             | 99999 | x64   | none
            """)
    void W2_the_build_gives_the_product(String caption, int build, String architecture, String product) {
        assertThat(name(Windows.machine(caption, build).architecture(architecture)))
                .isEqualTo(product);
    }

    @Test
    void W2_the_product_type_outranks_the_caption() {
        Windows machine = Windows.machine("Hyper-V Server", 17763);

        assertThat(name(machine)).isEqualTo("Windows Server 2019");
        assertThat(name(machine.productType("workstation"))).isEqualTo("Windows 10 Version 1809 for x64-based Systems");
        assertThat(name(Windows.machine("Microsoft Windows", 9600).productType("domain-controller")))
                .isEqualTo("Windows Server 2012 R2");
    }

    @Test
    void W2_server_core_is_a_product_of_its_own() {
        assertThat(name(Windows.server2012R2().core())).isEqualTo("Windows Server 2012 R2 (Server Core installation)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Windows Server 2016  (Server Core installation) | windows server 2016 (server core)
            Windows 8.1 for x64-based Systems               | windows 8.1 for x64-based systems
            Windows 10 Version 1507 for 32-bit Systems      | windows 10 for 32-bit systems
            Windows 11 for x64-based Systems                | windows 11 version 21h2 for x64-based systems
            """)
    void W2_names_are_compared_normalised(String written, String normalised) {
        assertThat(ProductNames.normalised(written)).isEqualTo(normalised);
    }

    @Test
    void W2_products_inside_windows_belong_to_their_system() {
        String inside = ProductNames.normalised("Microsoft .NET Framework 3.5 AND 4.8 on Windows Server 2022");

        assertThat(ProductNames.operatingSystem(inside)).isEqualTo("windows server 2022");
        assertThat(ProductNames.component(inside)).isEqualTo("microsoft .net framework 3.5 and 4.8");
    }

    @Test
    void W2_the_history_is_found_by_family_and_side() {
        assertThat(ProductTable.historyLine("Windows 10", "19045")).isEqualTo("client/19041");
        assertThat(ProductTable.historyLine("Windows Server, Version 20H2", "19042"))
                .isEqualTo("server/19041");
        assertThat(ProductTable.historyLine("Windows Server 2012 R2", "SP1")).isEqualTo("Windows Server 2012 R2");
        assertThat(ProductTable.named("windows rt 8.1"))
                .map(WindowsProduct::line)
                .contains("Windows 8.1");
    }
}
