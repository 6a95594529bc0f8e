package io.patchwave.exposure.windows;

import io.patchwave.inventory.WindowsSoftware;
import java.util.ArrayList;
import java.util.List;

/** Machines to ask, written by hand. */
final class Windows {
    private final String caption;
    private final int build;
    private Integer revision;
    private int servicePack;
    private String architecture = "x64";
    private String installationType;
    private String productType;
    private String editionId;
    private boolean esu;
    private final List<String> hotfixes = new ArrayList<>();
    private List<WindowsSoftware.Program> programs;
    private WindowsSoftware.Components components;
    private final List<WindowsSoftware.FileVersion> files = new ArrayList<>();

    private Windows(String caption, int build) {
        this.caption = caption;
        this.build = build;
    }

    static Windows machine(String caption, int build) {
        return new Windows(caption, build);
    }

    static Windows server2012R2() {
        return machine("Microsoft Windows Server 2012 R2 Standard", 9600);
    }

    static Windows server2022(int revision) {
        return machine("Microsoft Windows Server 2022 Standard", 20348).revision(revision);
    }

    static Windows windows7() {
        return machine("Microsoft Windows 7 Enterprise", 7601).servicePack(1);
    }

    static Windows windows10(int build, Integer revision) {
        return machine("Microsoft Windows 10 Pro", build).revision(revision);
    }

    Windows revision(Integer value) {
        revision = value;
        return this;
    }

    Windows servicePack(int value) {
        servicePack = value;
        return this;
    }

    Windows architecture(String value) {
        architecture = value;
        return this;
    }

    Windows core() {
        installationType = "Server Core";
        return this;
    }

    Windows productType(String value) {
        productType = value;
        return this;
    }

    Windows edition(String value) {
        editionId = value;
        return this;
    }

    Windows esu() {
        esu = true;
        return this;
    }

    Windows with(String... kbs) {
        hotfixes.addAll(List.of(kbs));
        return this;
    }

    Windows srv(String version) {
        files.add(new WindowsSoftware.FileVersion("c:\\windows\\system32\\drivers\\srv.sys", version));
        return this;
    }

    Windows program(String name, String version) {
        programs = new ArrayList<>(programs == null ? List.of() : programs);
        programs.add(new WindowsSoftware.Program(name, version, null, null));
        return this;
    }

    Windows components(String ie, String... dotnet) {
        components = new WindowsSoftware.Components(ie, List.of(dotnet), List.of());
        return this;
    }

    Windows sql(String... versions) {
        components = new WindowsSoftware.Components(null, List.of(), List.of(versions));
        return this;
    }

    WindowsSoftware software() {
        return new WindowsSoftware(
                caption,
                null,
                build,
                revision,
                null,
                editionId,
                installationType,
                productType,
                servicePack,
                architecture,
                esu,
                hotfixes.stream().sorted().distinct().toList(),
                programs,
                components,
                List.copyOf(files));
    }
}
