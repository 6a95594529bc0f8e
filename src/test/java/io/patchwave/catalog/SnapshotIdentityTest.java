package io.patchwave.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.ServerTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an import leaves alone is the same object in the next snapshot: evaluators find what changed by identity. */
@ServerTest
class SnapshotIdentityTest {
    @Inject
    CatalogService catalog;

    @Inject
    CatalogSnapshots snapshots;

    @Test
    void a_new_erratum_leaves_every_other_object_alone() {
        Imports.succeeded("format=updateinfo&mirror=identity-one&filename=u.xml", updateinfo("IDA", 300, "1"));
        CatalogSnapshot before = catalog.snapshot();

        Imports.succeeded("format=updateinfo&mirror=identity-one&filename=u.xml", updateinfo("IDA", 301, "1"));

        CatalogSnapshot after = catalog.snapshot();
        List<RpmAdvisory> kept = new ArrayList<>(after.errata());
        kept.removeIf(erratum -> erratum.id().equals("IDA-300"));
        assertThat(Content.same(kept, before.errata())).isTrue();
        assertThat(after.errata()).hasSize(before.errata().size() + 1);
        assertThat(after.statements()).isSameAs(before.statements());
        assertThat(after.history()).isSameAs(before.history());
        assertThat(after.incomplete()).isSameAs(before.incomplete());
        assertThat(after.mirrors()).isSameAs(before.mirrors());
        assertThat(after.osv()).isSameAs(before.osv());
        assertThat(after.debian()).isSameAs(before.debian());
    }

    @Test
    void a_changed_erratum_is_another_object_and_the_only_one() {
        Imports.succeeded("format=updateinfo&mirror=identity-two&filename=u.xml", updateinfo("IDB", 20, "1"));
        CatalogSnapshot before = catalog.snapshot();
        String changed = updateinfo("IDB", 20, "1").replace("package7\" epoch=\"1\"", "package7\" epoch=\"2\"");

        Imports.succeeded("format=updateinfo&mirror=identity-two&filename=u.xml", changed);

        CatalogSnapshot after = catalog.snapshot();
        assertThat(after.errata()).hasSameSizeAs(before.errata());
        for (int i = 0; i < after.errata().size(); i++) {
            boolean other = after.errata().get(i).id().equals("IDB-7");
            assertThat(after.errata().get(i) == before.errata().get(i)).isNotEqualTo(other);
        }
    }

    @Test
    void offered_packages_and_mirrors_keep_their_objects() {
        Imports.succeeded("format=repodata&mirror=identity-three&filename=r.zip", repository(50));
        Mirror before = mirror("identity-three");

        Imports.succeeded("format=repodata&mirror=identity-three&filename=r.zip", repository(51));

        Mirror after = mirror("identity-three");
        List<Mirror.OfferedPackage> kept = new ArrayList<>(after.packages());
        kept.removeIf(offered -> offered.name().equals("offered50"));
        assertThat(after.packages()).hasSize(51);
        assertThat(Content.same(kept, before.packages())).isTrue();
        Imports.succeeded("format=updateinfo&mirror=identity-other&filename=u.xml", updateinfo("IDC", 1, "1"));
        assertThat(mirror("identity-three")).isSameAs(after);
    }

    @Test
    void an_osv_record_or_a_month_moves_alone() {
        Imports.succeeded("filename=m.xml", Imports.month("2033-Jan", "2033-01-11T08:00:00Z", "CVE-2033-0001=9330001"));
        CatalogSnapshot before = catalog.snapshot();

        Imports.succeeded(
                "filename=m.xml",
                Imports.month("2033-Jan", "2033-01-12T08:00:00Z", "CVE-2033-0001=9330001", "CVE-2033-0002=9330001"));

        CatalogSnapshot after = catalog.snapshot();
        List<WindowsStatement> kept = new ArrayList<>(after.statements());
        kept.removeIf(statement -> statement.cve().equals("CVE-2033-0002"));
        assertThat(Content.same(kept, before.statements())).isTrue();
        assertThat(after.errata()).isSameAs(before.errata());
    }

    @Test
    void texts_that_stand_in_many_documents_are_one_object() {
        Imports.succeeded("format=updateinfo&mirror=identity-four&filename=u.xml", updateinfo("IDD", 2, "1"));
        Imports.succeeded("format=updateinfo&mirror=identity-five&filename=u.xml", updateinfo("IDE", 2, "1"));

        List<String> names = catalog.snapshot().errata().stream()
                .filter(erratum -> erratum.id().matches("ID[DE]-1"))
                .map(erratum -> erratum.collections().get(0).packages().get(0).name())
                .toList();

        assertThat(names).hasSize(2);
        assertThat(names.get(0)).isSameAs(names.get(1));
    }

    @Test
    void what_was_followed_step_by_step_is_what_a_fresh_server_reads() {
        Imports.succeeded("format=repodata&mirror=identity-six&filename=r.zip", repository(30));
        catalog.snapshot();
        Imports.succeeded("format=repodata&mirror=identity-six&filename=r.zip", repository(20));
        catalog.snapshot();
        Imports.succeeded("format=updateinfo&mirror=identity-six&filename=u.xml", updateinfo("IDF", 3, "2"));

        CatalogSnapshot followed = catalog.snapshot();

        assertThat(snapshots.fresh()).isEqualTo(followed);
    }

    @Test
    void heads_are_followed_by_revision() {
        Imports.succeeded("format=updateinfo&mirror=identity-seven&filename=u.xml", updateinfo("IDG", 2, "1"));
        long rev = catalog.headsChangedSince(-1).rev();

        Imports.succeeded("format=updateinfo&mirror=identity-seven&filename=u.xml", updateinfo("IDG", 3, "1"));

        ChangedHeads changed = catalog.headsChangedSince(rev);
        assertThat(changed.heads()).extracting(CatalogHead::id).containsExactly("IDG-2");
        assertThat(changed.rev()).isEqualTo(catalog.revision());
        assertThat(catalog.headsChangedSince(-1).heads())
                .extracting(CatalogHead::id)
                .contains("IDG-0", "IDG-2");
    }

    private Mirror mirror(String name) {
        return catalog.snapshot().mirrors().stream()
                .filter(mirror -> mirror.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String updateinfo(String prefix, int count, String epoch) {
        StringBuilder xml = new StringBuilder("<updates>");
        for (int i = 0; i < count; i++) {
            xml.append("""
                    <update type="security" version="1"><id>%1$s-%2$d</id><title>invented %2$d</title>
                     <issued date="2033-01-01 00:00:00"/><severity>Low</severity>
                     <pkglist><collection><package name="package%2$d" epoch="%3$s" version="1.0" release="2.el8" arch="x86_64"/>
                     </collection></pkglist></update>
                    """.formatted(prefix, i, epoch));
        }
        return xml.append("</updates>").toString();
    }

    private static byte[] repository(int packages) {
        StringBuilder primary = new StringBuilder("<metadata packages=\"0\">");
        for (int i = 0; i < packages; i++) {
            primary.append("""
                    <package type="rpm"><name>offered%d</name><arch>x86_64</arch>
                     <version epoch="0" ver="1.0" rel="2.el8"/><format></format></package>
                    """.formatted(i));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "repodata/primary.xml", primary.append("</metadata>").toString().getBytes(StandardCharsets.UTF_8));
        return Imports.zip(files);
    }
}
