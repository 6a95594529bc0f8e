package io.patchwave.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchwave.inventory.LinuxSoftware.Rpm;
import io.patchwave.platform.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryDocumentTest {
    private static final Path DATA = Path.of("../shared/data");

    static InventoryDocument parse(String json) {
        return InventoryDocument.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String json) {
        return SoftwareForm.digest(SoftwareForm.canonical(parse(json).software()));
    }

    @Test
    void a_windows_document_is_read() {
        WindowsSoftware windows = (WindowsSoftware) parse("""
                {"os": {"family": "windows", "name": "Microsoft Windows Server 2012 R2 Standard", "version": "6.3.9600",
                 "build": 9600, "revision": 18604, "servicePack": 0, "architecture": "x64-based PC"}, "surprise": {"a": 1},
                 "hotfixes": ["kb4012213", "4012213", "KB954155_WM9", "File 1", "KB2919355"],
                 "files": [{"path": "C:/Windows/System32/drivers/SRV.SYS", "version": "6.3.9600.18604"}]}""").software();
        assertThat(windows.hotfixes()).containsExactly("KB2919355", "KB4012213", "KB954155");
        assertThat(windows.architecture()).isEqualTo("x64");
        assertThat(windows.programs()).isNull();
        assertThat(windows.files().get(0).path()).isEqualTo("c:\\windows\\system32\\drivers\\srv.sys");
    }

    @Test
    void both_spellings_of_packages_may_be_mixed_and_give_the_same_set() {
        String text = """
                {"os": {"family": "linux", "id": "almalinux", "versionId": "8", "architecture": "x86_64"},
                 "runningKernel": "4.18.0-1.x86_64",
                 "packages": ["bash-0:4.4.20-4.el8.x86_64", "NetworkManager-1:1.40.16-9.el8.x86_64"]}""";
        String mixed = """
                {"packages": [{"nevra": "1:NetworkManager-1.40.16-9.el8.x86_64", "modularity": "(none)"},
                 "bash-4.4.20-4.el8.x86_64", "gpg-pubkey-2fa658e0-45700c69.(none)", "bash-(none):4.4.20-4.el8.x86_64"],
                 "os": {"kernel": "4.18.0-1.x86_64", "architecture": "x86_64", "id": "almalinux", "versionId": "8",
                 "family": "linux"}}""";
        assertThat(((LinuxSoftware) parse(mixed).software()).packages())
                .extracting(Rpm::nevra)
                .containsExactly("NetworkManager-1:1.40.16-9.el8.x86_64", "bash-0:4.4.20-4.el8.x86_64");
        assertThat(digest(mixed)).isEqualTo(digest(text));
    }

    @Test
    void the_canonical_form_does_not_change_by_itself() {
        assertThat(new String(SoftwareForm.canonical(parse("""
                                {"os": {"family": "linux", "id": "debian", "versionId": "11", "architecture": "x86_64"},
                                 "debs": [{"name": "bash", "version": "5.1-2", "status": "install ok installed"}]}""").software()), StandardCharsets.UTF_8))
                .as("another text here makes every host a new set at the next start: decide that on purpose")
                .isEqualTo("{\"kind\":\"linux\",\"distribution\":\"debian\",\"versionId\":\"11\","
                        + "\"architecture\":\"x86_64\",\"packages\":[],\"debs\":[{\"name\":\"bash\","
                        + "\"version\":\"5.1-2\",\"source\":\"bash\",\"sourceVersion\":\"5.1-2\"}],"
                        + "\"disabledModules\":[],\"repositories\":[],\"livepatches\":[],\"subscriptions\":[]}");
    }

    @Test
    void the_text_of_items_does_not_change_by_itself() {
        SoftwareParts parts = SoftwareParts.of(parse("""
                {"os": {"family": "linux", "id": "debian", "versionId": "11", "architecture": "x86_64"},
                 "packages": ["bash-4.4-1.x86_64"], "debs": [{"name": "bash", "version": "5.1-2"}]}""").software());
        assertThat(ItemForm.write(parts.header()))
                .as("another text here makes every host a new set: decide that on purpose")
                .isEqualTo("l{\"distribution\":\"debian\",\"versionId\":\"11\",\"architecture\":\"x86_64\","
                        + "\"packages\":[],\"debs\":[],\"disabledModules\":[],\"repositories\":[],"
                        + "\"livepatches\":[],\"subscriptions\":[]}");
        assertThat(parts.lists().get(0))
                .map(ItemForm::write)
                .containsExactly("r[\"bash-0:4.4-1.x86_64\",null,null,null]");
        assertThat(parts.lists().get(1))
                .map(ItemForm::write)
                .containsExactly("d[\"bash\",\"5.1-2\",null,\"bash\",\"5.1-2\",null]");
        assertThat(ItemForm.write("KB4012213")).isEqualTo("k[\"KB4012213\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|os.family",
                "[]|document",
                "{\"os\": 1}|os",
                "{\"os\": {\"family\": \"beos\"}}|os.family",
                "{\"os\": {\"family\": \"windows\", \"name\": \"W\", \"architecture\": \"x64\"}}|os.build",
                "{\"os\": {\"family\": \"windows\", \"name\": \"W\", \"build\": \"x\", \"architecture\": \"x64\"}}|os.build",
                "{\"os\": {\"family\": \"windows\", \"name\": \"W\", \"build\": 1, \"architecture\": \"x64\"}, \"hotfixes\": \"KB1\"}|hotfixes",
                "{\"os\": {\"family\": \"linux\", \"id\": \"a\", \"architecture\": \"x86_64\"}}|packages",
                "{\"os\": {\"family\": \"linux\", \"id\": \"a\", \"architecture\": \"x86_64\"}, \"packages\": [\"bash\"]}|packages[0]",
                "{\"os\": {\"family\": \"linux\", \"id\": \"a\", \"architecture\": \"x86_64\"}, \"debs\": [{\"name\": \"b\"}]}|debs[0].version",
            })
    void what_does_not_fit_is_refused_by_name(String document, String field) {
        assertThatThrownBy(() -> parse(document)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.type().status()).isEqualTo(422);
            assertThat(refusal.violations().get(0).field()).isEqualTo(field);
        });
    }

    @Test
    void what_is_no_json_is_refused_with_the_byte() {
        assertThatThrownBy(() -> parse("{\"os\": ")).hasMessageContaining("byte 7");
        assertThatThrownBy(() -> parse("{} {}")).hasMessageContaining("byte");
        assertThatThrownBy(() -> parse("")).isInstanceOf(ProblemException.class);
    }

    @Test
    void every_real_document_is_read_and_survives_its_canonical_form() throws IOException {
        Assumptions.assumeTrue(Files.exists(DATA), "../shared/data is absent");
        for (String folder : List.of("microsoft/hosts", "microsoft/vuls-hosts", "linux/hosts")) {
            try (var files = Files.list(DATA.resolve(folder))) {
                for (Path file : files.filter(f -> f.toString().matches(".*/[^.]+(\\.all-applied)?\\.json"))
                        .toList()) {
                    Software software =
                            InventoryDocument.parse(Files.readAllBytes(file)).software();
                    assertThat(SoftwareForm.read(SoftwareForm.canonical(software)))
                            .as("%s", file)
                            .isEqualTo(software);
                }
            }
        }
    }
}
