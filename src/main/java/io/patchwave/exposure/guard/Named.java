package io.patchwave.exposure.guard;

import io.patchwave.catalog.DebAdvisory;
import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.catalog.WindowsStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One document's statement of an advisory, as far as it decides anything: texts, dates, severities and CVEs are no part of it.
 *
 * @param names packages and remedies by name
 * @param packages names of Linux packages and sources whose hosts it speaks of; empty for Windows
 * @param deciding equal where two statements decide alike
 * @param standing whether the publisher stands by it
 */
record Named(String id, List<String> names, List<String> packages, Object deciding, boolean standing) {
    static Named of(RpmAdvisory erratum) {
        List<String> names = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        for (RpmAdvisory.PackageCollection collection : erratum.collections()) {
            String module = module(collection.module());
            for (RpmAdvisory.FixedPackage fixed : collection.packages()) {
                String epoch = fixed.epoch() == null ? "(none)" : fixed.epoch();
                names.add(fixed.name() + "-" + epoch + ":" + fixed.version() + "-" + fixed.release() + "."
                        + fixed.arch() + module);
                packages.add(fixed.name());
            }
        }
        return new Named(erratum.id(), names, packages, List.of(erratum.mirror(), erratum.collections()), true);
    }

    private static String module(RpmAdvisory.@Nullable Module module) {
        return module == null ? "" : " in " + module.name() + ":" + module.stream() + ":" + module.context();
    }

    static Named of(OsvAdvisory osv) {
        List<String> names = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        for (OsvAdvisory.Affected affected : osv.affected()) {
            packages.add(affected.name());
            for (OsvAdvisory.Range range : affected.ranges()) {
                for (OsvAdvisory.Event event : range.events()) {
                    if (event.fixed() != null) {
                        names.add(affected.name() + " " + event.fixed() + " for " + affected.ecosystem());
                    }
                }
            }
        }
        // The summary names the module stream (exposure rules, O).
        return new Named(osv.id(), names, packages, List.of(osv.affected(), osv.summary()), osv.withdrawn() == null);
    }

    /** A word in a version's place ({@code <unfixed>}) names nothing: a fix that comes out adds one. */
    static Named of(DebAdvisory advisory) {
        List<String> names = advisory.fixes().stream()
                .filter(fix -> !fix.version().startsWith("<"))
                .map(fix -> fix.source() + " " + fix.version() + " for " + fix.release())
                .toList();
        List<String> packages =
                advisory.fixes().stream().map(DebAdvisory.SourceFix::source).toList();
        return new Named(advisory.id(), names, packages, advisory.fixes(), true);
    }

    static Named of(WindowsStatement statement) {
        List<String> names = new ArrayList<>();
        statement.fixes().forEach(fix -> fix.products().forEach(product -> names.add(fix.kb() + " for " + product)));
        List<String> products = statement.products().stream()
                .map(WindowsStatement.AffectedProduct::name)
                .toList();
        return new Named(
                statement.cve(),
                names,
                List.of(),
                List.of(statement.document(), statement.initialRelease(), products, statement.fixes()),
                true);
    }
}
