package io.patchwave.exposure.windows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One build of Windows and what Microsoft calls it (table W2.3).
 *
 * @param build third number of the version
 * @param family smallest build of those that share their updates; 0 before 10.0, where the product decides
 * @param client the client's name without architecture, null where there is none
 * @param server the server's name, null where there is none
 * @param firstRevision the revision that the release itself had
 * @param dotnet version of .NET Framework 4 that is part of it, {@code ""} before 10.0
 */
record Release(
        int build,
        int family,
        @Nullable String client,
        @Nullable String server,
        int firstRevision,
        String dotnet) {
    private static final String CORE = " (Server Core installation)";

    /** Everything from Windows 10 on, by build. */
    static final List<Release> TEN = List.of(
            new Release(10240, 10240, "Windows 10", null, 16384, "4.6"),
            new Release(10586, 10586, "Windows 10 Version 1511", null, 0, "4.6.1"),
            new Release(14393, 14393, "Windows 10 Version 1607", "Windows Server 2016", 0, "4.6.2"),
            new Release(15063, 15063, "Windows 10 Version 1703", null, 0, "4.7"),
            new Release(16299, 16299, "Windows 10 Version 1709", "Windows Server, version 1709" + CORE, 15, "4.7.1"),
            new Release(17134, 17134, "Windows 10 Version 1803", "Windows Server, version 1803" + CORE, 1, "4.7.2"),
            new Release(17763, 17763, "Windows 10 Version 1809", "Windows Server 2019", 1, "4.7.2"),
            new Release(18362, 18362, "Windows 10 Version 1903", "Windows Server, version 1903" + CORE, 30, "4.8"),
            new Release(18363, 18362, "Windows 10 Version 1909", "Windows Server, version 1909" + CORE, 418, "4.8"),
            new Release(19041, 19041, "Windows 10 Version 2004", "Windows Server, version 2004" + CORE, 264, "4.8"),
            new Release(19042, 19041, "Windows 10 Version 20H2", "Windows Server, version 20H2" + CORE, 508, "4.8"),
            new Release(19043, 19041, "Windows 10 Version 21H1", null, 985, "4.8"),
            new Release(19044, 19041, "Windows 10 Version 21H2", null, 1288, "4.8"),
            new Release(19045, 19041, "Windows 10 Version 22H2", null, 2006, "4.8"),
            new Release(20348, 20348, null, "Windows Server 2022", 169, "4.8"),
            new Release(25398, 25398, null, "Windows Server 2022, 23H2 Edition" + CORE, 469, "4.8.1"),
            new Release(22000, 22000, "Windows 11 Version 21H2", null, 194, "4.8"),
            new Release(22621, 22621, "Windows 11 Version 22H2", null, 382, "4.8.1"),
            new Release(22631, 22621, "Windows 11 Version 23H2", null, 2428, "4.8.1"),
            new Release(26100, 26100, "Windows 11 Version 24H2", "Windows Server 2025", 1, "4.8.1"),
            new Release(26200, 26100, "Windows 11 Version 25H2", null, 1, "4.8.1"),
            new Release(28000, 28000, "Windows 11 Version 26H1", null, 1, "4.8.1"));

    /** Before 10.0; several builds of one release are one product. */
    static final List<Release> SIX = List.of(
            new Release(6000, 0, "Windows Vista", null, 0, ""),
            new Release(6001, 0, "Windows Vista", "Windows Server 2008", 0, ""),
            new Release(6002, 0, "Windows Vista", "Windows Server 2008", 0, ""),
            new Release(6003, 0, "Windows Vista", "Windows Server 2008", 0, ""),
            new Release(7600, 0, "Windows 7", "Windows Server 2008 R2", 0, ""),
            new Release(7601, 0, "Windows 7", "Windows Server 2008 R2", 0, ""),
            new Release(9200, 0, "Windows 8", "Windows Server 2012", 0, ""),
            new Release(9600, 0, "Windows 8.1", "Windows Server 2012 R2", 0, ""));

    /** The version of .NET Framework 4 that is part of it, in a list; empty before 10.0. */
    List<String> inboxDotnet() {
        return dotnet.isEmpty() ? List.of() : List.of(dotnet);
    }

    /** Whether its updates are cumulative and counted by revision. */
    boolean isTen() {
        return build >= 10240;
    }

    /** The least service pack that updates exist for (R9). */
    int neededServicePack() {
        return build < 7000 ? 2 : build < 9000 ? 1 : 0;
    }

    /** Service pack that the build itself proves, whatever the document says. */
    int servicePackOfBuild() {
        return build == 6001 || build == 7601 ? 1 : build == 6002 || build == 6003 ? 2 : 0;
    }
}
