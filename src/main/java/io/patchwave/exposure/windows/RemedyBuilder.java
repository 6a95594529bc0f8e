package io.patchwave.exposure.windows;

import io.patchwave.version.FileVersion;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Works out, once for a product, what the rules need of each of its KBs. */
final class RemedyBuilder {
    private static final int DOTNET_APART_SINCE = 17763;
    private static final int[] NOTHING = {};

    private final ProductBuilder product;
    private final Knowledge knowledge;
    private final @Nullable UpdateLine line;
    private final Map<Integer, Integer> anchors;
    private final boolean ten;
    private int[] kbs = NOTHING;

    RemedyBuilder(
            ProductBuilder product, Knowledge knowledge, @Nullable UpdateLine line, Map<Integer, Integer> anchors) {
        this.product = product;
        this.knowledge = knowledge;
        this.line = line;
        this.anchors = anchors;
        ten = product.os != null && product.os.release().isTen();
    }

    /** @param ascending every KB of the product */
    Remedy[] remedies(int[] ascending) {
        kbs = ascending;
        Remedy[] remedies = new Remedy[kbs.length];
        for (int i = 0; i < kbs.length; i++) {
            remedies[i] = remedy(kbs[i]);
        }
        return remedies;
    }

    private Remedy remedy(int kb) {
        Remedy remedy = new Remedy(kb);
        if (product.os == null) {
            program(remedy);
            return remedy;
        }
        boolean chains = ten ? revisions(remedy) : rollups(remedy);
        if (chains) {
            remedy.replacements = replacements(kb);
            series(remedy);
        }
        return remedy;
    }

    /** W8: versions, and what replaces it; updates of one level of Exchange contain those of earlier months. */
    private void program(Remedy remedy) {
        remedy.programVersion = programVersion(remedy.kb);
        remedy.replacements = replacements(remedy.kb);
        ProgramFamily family = product.family;
        if (family != null && family.branch().isEmpty()) {
            remedy.laterInSeries = IntStream.range(0, kbs.length)
                    .filter(i -> knowledge.month(kbs[i]) > knowledge.month(remedy.kb))
                    .toArray();
        }
    }

    /** The version it brings; on a branch of SQL Server, where no document tells, the first that an update of a later month does. */
    private @Nullable FileVersion programVersion(int kb) {
        FileVersion own = written(kb);
        ProgramFamily family = product.family;
        if (own != null || family == null || family.branch().isEmpty()) {
            return own;
        }
        FileVersion first = null;
        for (int other : kbs) {
            FileVersion version = knowledge.month(other) > knowledge.month(kb) ? written(other) : null;
            first = version != null && (first == null || first.isAtLeast(version)) ? version : first;
        }
        return first;
    }

    private @Nullable FileVersion written(int kb) {
        String version = product.fixedBuilds.get(kb);
        return version == null ? null : FileVersion.parse(version).orElse(null);
    }

    /** R2 and R3; whether later rules may be asked. */
    private boolean revisions(Remedy remedy) {
        if (line == null) {
            return true;
        }
        int kb = remedy.kb;
        int month = knowledge.month(kb);
        remedy.revision = line.revision(kb);
        remedy.hotpatch = line.hotpatchRevision(kb);
        remedy.needed = remedy.revision >= 0 || !knowledge.cumulative().contains(kb)
                ? remedy.revision
                : line.smallestRevision(-1, month);
        if (knowledge.kind(kb) == UpdateKind.HOTPATCH && remedy.hotpatch >= 0) {
            remedy.askedAsHotpatch = true;
            int cumulative = line.smallestRevision(remedy.hotpatch, month);
            remedy.cumulativeAfterHotpatch = cumulative < 0 ? Remedy.NEVER : cumulative;
        }
        return remedy.needed < 0;
    }

    /** R4, R5 and R8; whether later rules may be asked. */
    private boolean rollups(Remedy remedy) {
        int kb = remedy.kb;
        UpdateKind kind = knowledge.kind(kb);
        remedy.place = line == null ? Remedy.NONE : line.place(kb);
        boolean securityOnly = kind == UpdateKind.SECURITY_ONLY;
        remedy.contained = securityOnly || isIeCumulative(kb);
        remedy.containedOrNot = securityOnly && product.isSystem();
        remedy.anchor = anchors.getOrDefault(kb, Remedy.NEVER);
        if (line != null && product.isSystem() && kind == UpdateKind.SINGLE) {
            int first = line.firstAfter(knowledge.month(kb) - 1);
            remedy.undecidedFrom = first < 0 ? Remedy.NEVER : first;
        }
        return remedy.place < 0 && !remedy.containedOrNot;
    }

    /** On products of Internet Explorer every 6.x update that is neither rollup nor security-only is an IE cumulative. */
    private boolean isIeCumulative(int kb) {
        UpdateKind kind = knowledge.kind(kb);
        return kind == UpdateKind.IE_CUMULATIVE
                || (product.component.is(Component.Kind.INTERNET_EXPLORER)
                        && !ten
                        && kind != UpdateKind.ROLLUP
                        && kind != UpdateKind.SECURITY_ONLY);
    }

    /** R6: everything that the edges of supersedence lead to; wrong ones are dropped. */
    private int[] replacements(int kb) {
        if (!product.supersededBy.containsKey(kb)) {
            return NOTHING;
        }
        BitSet found = new BitSet(kbs.length);
        int[] open = new int[kbs.length + 1];
        int count = 0;
        open[count++] = kb;
        while (count > 0) {
            int older = open[--count];
            for (int newer : product.supersededBy.getOrDefault(older, Set.of())) {
                int at = Arrays.binarySearch(kbs, newer);
                if (at >= 0 && !found.get(at) && !isWrong(newer, older)) {
                    found.set(at);
                    open[count++] = newer;
                }
            }
        }
        int self = Arrays.binarySearch(kbs, kb);
        if (self >= 0) {
            found.clear(self);
        }
        return found.stream().toArray();
    }

    /** Out of a security-only update no edge leads to a rollup or to another security-only one. */
    private boolean isWrong(int newer, int older) {
        UpdateKind target = knowledge.kind(older);
        return (target == UpdateKind.ROLLUP || target == UpdateKind.SECURITY_ONLY)
                && knowledge.kind(newer) == UpdateKind.SECURITY_ONLY;
    }

    /** R7. */
    private void series(Remedy remedy) {
        int kb = remedy.kb;
        if (!inSeries(kb)) {
            return;
        }
        remedy.stack = knowledge.kind(kb) == UpdateKind.SERVICING_STACK;
        BitSet later = new BitSet(kbs.length);
        for (int i = 0; i < kbs.length; i++) {
            boolean stack = knowledge.kind(kbs[i]) == UpdateKind.SERVICING_STACK;
            if (stack == remedy.stack && knowledge.month(kbs[i]) > knowledge.month(kb) && inSeries(kbs[i])) {
                later.set(i);
            }
        }
        remedy.laterInSeries = later.stream().toArray();
    }

    private boolean inSeries(int kb) {
        return knowledge.kind(kb) == UpdateKind.SERVICING_STACK
                || isIeCumulative(kb)
                || product.component.is(Component.Kind.FLASH)
                || (product.component.is(Component.Kind.DOTNET)
                        && product.os != null
                        && product.os.release().build() >= DOTNET_APART_SINCE);
    }
}
