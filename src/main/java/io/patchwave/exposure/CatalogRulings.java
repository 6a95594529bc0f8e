package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One compiled catalog, asked about any software, with one verdict per advisory as a host without peculiarities would have it:
 * across products the worse counts, a shipped fact before all (exposure rules, 0.3). Advisories have small numbers here. Many
 * threads ask at once.
 */
public final class CatalogRulings {
    private final CompiledCatalog.Ready ready;
    private final AdvisoryBook.Book book;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private volatile AdvisoryHead[] heads = new AdvisoryHead[0];
    private int count;
    private final Map<Ruler, int[][]> advisoriesOf = new ConcurrentHashMap<>();
    private final Map<Ruler, BitSet> spokenOf = new ConcurrentHashMap<>();

    CatalogRulings(CompiledCatalog.Ready ready, AdvisoryBook.Book book) {
        this.ready = ready;
        this.book = book;
        ready.worlds().forEach(world -> numbered(world.compiled()));
    }

    /** Takes the class of advisories and the ruling on it. */
    @FunctionalInterface
    public interface GroupVisitor {
        /** Called once for each class that is judged on the software. */
        void visit(Ruler.GroupName group, Grounds grounds);
    }

    /**
     * What is shown of an advisory.
     *
     * @param severityRank 0 is critical
     */
    public record AdvisoryHead(String id, String kind, String severity, int severityRank, boolean kev) {}

    boolean isOf(CompiledCatalog.Ready other) {
        return ready.rev() == other.rev();
    }

    /** Catalog revision. */
    public long revision() {
        return ready.rev();
    }

    /** Whether the catalog knows the id: an advisory, a CVE inside one, or a document. */
    public boolean knows(String id) {
        return book.knows(id);
    }

    /** The advisories that ids stand for. */
    public Set<String> resolve(Collection<String> ids) {
        return book.resolve(ids);
    }

    /** The advisory's number, given now where it has none. */
    public int number(String advisory) {
        Integer known = numbers.get(advisory);
        return known == null ? fresh(advisory) : known;
    }

    private synchronized int fresh(String advisory) {
        Integer known = numbers.get(advisory);
        if (known != null) {
            return known;
        }
        if (count == heads.length) {
            heads = Arrays.copyOf(heads, Math.max(1024, count * 2));
        }
        AdvisoryBook.Head head = book.head(advisory);
        heads[count] = new AdvisoryHead(head.id(), head.kind(), head.severity(), head.severityRank(), head.kev());
        numbers.put(advisory, count);
        return count++;
    }

    /** The numbers of advisories. */
    public BitSet numbers(Collection<String> advisories) {
        BitSet bits = new BitSet();
        advisories.forEach(advisory -> bits.set(number(advisory)));
        return bits;
    }

    /** The advisory with that number, which was given before. */
    public AdvisoryHead head(int number) {
        return heads[number];
    }

    /** How many advisories have a number by now. */
    public synchronized int size() {
        return count;
    }

    /**
     * Rules on the software.
     *
     * @param wanted numbers of advisories that matter; null for all
     * @param visitor is told every class that is judged; null for nobody
     */
    public SetVerdicts ask(Software software, @Nullable BitSet wanted, @Nullable GroupVisitor visitor) {
        CompiledCatalog.Ready.World world = ready.world(software);
        if (world == null) {
            return SetVerdicts.NONE;
        }
        Ruler ruler = world.compiled();
        if (visitor == null && wanted != null && !advisoriesOf(ruler).intersects(wanted)) {
            return SetVerdicts.NONE;
        }
        SetVerdicts.Builder sum = new SetVerdicts.Builder();
        List<Ruler.GroupName> names = visitor == null ? List.of() : names(ruler);
        int[][] known = advisoriesOf.getOrDefault(ruler, new int[0][]);
        Evaluation.Whole whole = ruler.rule(software, (group, grounds) -> {
            int[] advisories = group < known.length ? known[group] : numbered(ruler)[group];
            for (int advisory : advisories) {
                if (wanted == null || wanted.get(advisory)) {
                    sum.add(advisory, grounds);
                }
            }
            if (visitor != null) {
                visitor.visit(
                        group < names.size() ? names.get(group) : names(ruler).get(group), grounds);
            }
        });
        return sum.build(whole);
    }

    /** The numbers of all advisories that the ruler may speak of. */
    private BitSet advisoriesOf(Ruler ruler) {
        BitSet known = spokenOf.get(ruler);
        if (known == null) {
            known = new BitSet();
            for (int[] group : numbered(ruler)) {
                for (int advisory : group) {
                    known.set(advisory);
                }
            }
            spokenOf.put(ruler, known);
        }
        return known;
    }

    /** The software's answers in full. */
    public Evaluation evaluate(Software software) {
        return ready.evaluate(software);
    }

    /** All classes of advisories, of every kind of software. */
    public List<Ruler.GroupName> groups() {
        return ready.worlds().stream()
                .flatMap(world -> names(world.compiled()).stream())
                .toList();
    }

    /**
     * The fewest Windows updates that close everything (see {@link UpdateChoice}).
     *
     * @param alternatives advisory → updates of which one is enough
     * @param listed the machine as if it listed these updates too
     */
    public List<String> fewest(
            Map<String, ? extends Collection<String>> alternatives, Function<Set<String>, Software> listed) {
        return new UpdateChoice(kbs -> {
                    Map<String, Verdict> verdicts = new java.util.HashMap<>();
                    ask(listed.apply(kbs), null, null)
                            .each((advisory, grounds) ->
                                    verdicts.put(head(advisory).id(), grounds.verdict()));
                    return verdicts;
                })
                .choose(alternatives);
    }

    /** Of many packages that close something the newest by name and architecture, sorted. */
    public static List<String> newest(Collection<String> remedies) {
        return PackageChoice.newest(remedies);
    }

    /** Whether a remedy is one that a host with these locks holds back. */
    public static boolean isLocked(String remedy, List<String> locks) {
        return !locks.isEmpty() && Answers.locked(remedy, locks);
    }

    /** The updates that a class of Windows' advisories names as alternatives; none for other kinds of software. */
    public static List<String> updatesOf(Ruler.GroupName group) {
        return Kbs.of(group.key());
    }

    private static List<Ruler.GroupName> names(Ruler ruler) {
        return ruler.groups();
    }

    /** The numbers of each group's advisories; learns those of groups that came since. */
    private int[][] numbered(Ruler ruler) {
        List<Ruler.GroupName> groups = ruler.groups();
        int[][] known = advisoriesOf.getOrDefault(ruler, new int[0][]);
        int[][] all = Arrays.copyOf(known, groups.size());
        for (int i = known.length; i < all.length; i++) {
            all[i] = groups.get(i).advisories().stream().mapToInt(this::number).toArray();
        }
        advisoriesOf.put(ruler, all);
        return all;
    }
}
