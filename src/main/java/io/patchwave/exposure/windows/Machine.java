package io.patchwave.exposure.windows;

import io.patchwave.exposure.Confidence;
import io.patchwave.inventory.WindowsSoftware;
import io.patchwave.version.KbNumber;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine as the rules ask it: the updates that count as installed at a running revision (W4, W7) and, on 6.x, the newest
 * rollup.
 */
final class Machine implements Proofs {
    final WindowsSoftware software;
    final WindowsProduct product;
    final @Nullable UpdateLine line;

    /** Numbers of the listed KBs, ascending, without doubles. */
    final int[] listed;

    /** Running revision; 0 on 6.x. */
    final int revision;

    final Confidence confidence;

    /** Place of the newest installed rollup in the line's order, -1 for none; always -1 on 10.0. */
    final int newestRollup;

    /** Whether the running revision is a hotpatch's and no cumulative update's. */
    final boolean runsHotpatch;

    private final Origin origin;
    private final boolean ten;

    /** Where the running revision is from. */
    private record Origin(int revision, int kb, Confidence confidence) {}

    private Machine(
            WindowsSoftware software, WindowsProduct product, @Nullable UpdateLine line, int[] listed, Origin origin) {
        this.software = software;
        this.product = product;
        this.line = line;
        this.listed = listed;
        this.origin = origin;
        revision = origin.revision();
        confidence = origin.confidence();
        ten = product.release().isTen();
        newestRollup = ten || line == null ? -1 : line.newest(listed);
        runsHotpatch = line != null && line.isHotpatch(revision) && !line.isCumulative(revision);
    }

    static Machine of(WindowsSoftware software, WindowsProduct product, @Nullable UpdateLine line) {
        int[] listed = numbers(software.hotfixes());
        return new Machine(software, product, line, listed, origin(software, product, line, listed));
    }

    /** The numbers of KBs, ascending, without doubles; what is none is left out. */
    static int[] numbers(List<String> hotfixes) {
        int[] numbers = new int[hotfixes.size()];
        int count = 0;
        boolean ascending = true;
        for (String hotfix : hotfixes) {
            int kb = KbNumber.parse(hotfix).orElse(0);
            if (kb > 0) {
                ascending &= count == 0 || numbers[count - 1] < kb;
                numbers[count++] = kb;
            }
        }
        int[] found = count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
        return ascending ? found : Arrays.stream(found).sorted().distinct().toArray();
    }

    /** W7: without a revision the highest of the listed updates that has one on the line, else the release's own. */
    private static Origin origin(
            WindowsSoftware software, WindowsProduct product, @Nullable UpdateLine line, int[] listed) {
        if (!product.release().isTen()) {
            return new Origin(0, 0, Confidence.MEASURED);
        }
        Integer running = software.revision();
        if (running != null) {
            return new Origin(running, 0, Confidence.MEASURED);
        }
        int best = -1;
        int from = 0;
        for (int kb : listed) {
            int own = line == null ? -1 : line.revision(kb);
            if (own > best) {
                best = own;
                from = kb;
            }
        }
        return best >= 0
                ? new Origin(best, from, Confidence.MEASURED)
                : new Origin(product.release().firstRevision(), 0, Confidence.PRESUMED);
    }

    /** The same machine after it has started the newest update that is listed and not running; null where there is none. */
    @Nullable Machine afterReboot() {
        int highest = revision;
        if (ten && line != null) {
            for (int kb : listed) {
                highest = Math.max(highest, line.ownRevision(kb));
            }
        }
        return highest > revision
                ? new Machine(software, product, line, listed, new Origin(highest, 0, confidence))
                : null;
    }

    boolean isTen() {
        return ten;
    }

    /** Listed, whether it runs or not. */
    boolean lists(int kb) {
        return Arrays.binarySearch(listed, kb) >= 0;
    }

    /** The smallest KB among the listed hotpatches that run and bring that revision or a later one; 0 for none. */
    int hotpatchFrom(int needed) {
        if (line == null || !line.hasHotpatches()) {
            return 0;
        }
        for (int kb : listed) {
            if (line.hotpatchRevision(kb) >= needed && line.ownRevision(kb) <= revision) {
                return kb;
            }
        }
        return 0;
    }

    /** The newest installed rollup; only where there is one. */
    int newestRollupKb() {
        return line == null ? 0 : line.rollupAt(newestRollup);
    }

    @Override
    public String of(int proof) {
        return proof == Answer.RUNNING ? runningVersion() : KbNumber.text(proof);
    }

    /** The running version as evidence, with where it is from. */
    String runningVersion() {
        String from = origin.kb() > 0
                ? " (from " + KbNumber.text(origin.kb()) + ")"
                : confidence == Confidence.PRESUMED ? " (presumed)" : "";
        return "10.0." + product.release().build() + "." + revision + from;
    }
}
