package io.patchwave.exposure.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** W2.1 and W2.3: the table of builds, to the letter. */
class ReleaseTableTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            10240 | 10240 | Windows 10              | -                                      | 16384 | 4.6
            10586 | 10586 | Windows 10 Version 1511 | -                                      | 0     | 4.6.1
            14393 | 14393 | Windows 10 Version 1607 | Windows Server 2016                    | 0     | 4.6.2
            15063 | 15063 | Windows 10 Version 1703 | -                                      | 0     | 4.7
            16299 | 16299 | Windows 10 Version 1709 | Windows Server, version 1709           | 15    | 4.7.1
            17134 | 17134 | Windows 10 Version 1803 | Windows Server, version 1803           | 1     | 4.7.2
            17763 | 17763 | Windows 10 Version 1809 | Windows Server 2019                    | 1     | 4.7.2
            18362 | 18362 | Windows 10 Version 1903 | Windows Server, version 1903           | 30    | 4.8
            18363 | 18362 | Windows 10 Version 1909 | Windows Server, version 1909           | 418   | 4.8
            19041 | 19041 | Windows 10 Version 2004 | Windows Server, version 2004           | 264   | 4.8
            19042 | 19041 | Windows 10 Version 20H2 | Windows Server, version 20H2           | 508   | 4.8
            19043 | 19041 | Windows 10 Version 21H1 | -                                      | 985   | 4.8
            19044 | 19041 | Windows 10 Version 21H2 | -                                      | 1288  | 4.8
            19045 | 19041 | Windows 10 Version 22H2 | -                                      | 2006  | 4.8
            20348 | 20348 | -                       | Windows Server 2022                    | 169   | 4.8
            25398 | 25398 | -                       | Windows Server 2022, 23H2 Edition      | 469   | 4.8.1
            22000 | 22000 | Windows 11 Version 21H2 | -                                      | 194   | 4.8
            22621 | 22621 | Windows 11 Version 22H2 | -                                      | 382   | 4.8.1
            22631 | 22621 | Windows 11 Version 23H2 | -                                      | 2428  | 4.8.1
            26100 | 26100 | Windows 11 Version 24H2 | Windows Server 2025                    | 1     | 4.8.1
            26200 | 26100 | Windows 11 Version 25H2 | -                                      | 1     | 4.8.1
            28000 | 28000 | Windows 11 Version 26H1 | -                                      | 1     | 4.8.1
            """)
    void W2_a_build_has_its_family_names_first_revision_and_dotnet(
            int build, int family, String client, String server, int firstRevision, String dotnet) {
        Release release = Release.TEN.stream()
                .filter(one -> one.build() == build)
                .findFirst()
                .orElseThrow();

        assertThat(release.family()).isEqualTo(family);
        assertThat(release.client()).isEqualTo(client);
        assertThat(release.server() == null ? null : release.server().replace(" (Server Core installation)", ""))
                .isEqualTo(server);
        assertThat(release.firstRevision()).isEqualTo(firstRevision);
        assertThat(release.inboxDotnet()).containsExactly(dotnet);
    }

    @ParameterizedTest
    @CsvSource({"6000,2", "6001,2", "6002,2", "6003,2", "7600,1", "7601,1", "9200,0", "9600,0"})
    void W3_R9_updates_before_8_need_a_service_pack(int build, int servicePack) {
        assertThat(Release.SIX.stream().filter(one -> one.build() == build))
                .singleElement()
                .satisfies(one -> assertThat(one.neededServicePack()).isEqualTo(servicePack))
                .satisfies(one -> assertThat(one.isTen()).isFalse());
    }
}
