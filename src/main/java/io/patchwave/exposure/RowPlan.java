package io.patchwave.exposure;

import io.patchwave.catalog.Severity;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which rulings make which rows of compliance, with small numbers for advisories and rows, so that the rows of a set are counted
 * in microseconds and never made. Says what {@link Answers} says, of verdicts and severities only.
 */
final class RowPlan {
    /** Of a row: verdict and severity as one number. */
    static final int CELLS = Verdict.values().length * Severity.values().length;

    private final AdvisoryBook.Book book;
    private final FindingQuery.Grain grain;
    private final Predicate<String> wanted;
    private final Map<String, Integer> advisories = new HashMap<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final Map<Integer, int[]> ofGroup = new HashMap<>();
    private final BitSet factual = new BitSet();
    private int[] rowOf = new int[1024];
    private byte[] severity = new byte[1024];
    private int[] @Nullable [] ofRuling = new int[1024][];
    private byte[] verdictOf = new byte[1024];

    /** Row and severity of a ruling on one advisory only, which no fact speaks of; else less than 0. */
    private int[] only = new int[1024];

    private int looked;

    /** @param wanted the advisories that count */
    RowPlan(AdvisoryBook.Book book, FindingQuery.Grain grain, Predicate<String> wanted) {
        this.book = book;
        this.grain = grain;
        this.wanted = wanted;
    }

    boolean isOf(AdvisoryBook.Book other) {
        return book == other;
    }

    /** What of a host decides beside its set: whether it booted again, and what its facts mitigate. */
    record Peculiar(boolean rolledBack, Set<String> mitigated) {
        static final Peculiar NOTHING = new Peculiar(false, Set.of());

        static Peculiar of(HostEntry host) {
            return host.rolledBack() || !host.effects().mitigated().isEmpty()
                    ? new Peculiar(host.rolledBack(), host.effects().mitigated())
                    : NOTHING;
        }
    }

    /** Learns the rulings that came since; not while others count. */
    synchronized void upTo(RulingTable rulings) {
        if (looked == rulings.size()) {
            return;
        }
        ofRuling = Arrays.copyOf(ofRuling, Math.max(ofRuling.length, rulings.capacity()));
        verdictOf = Arrays.copyOf(verdictOf, ofRuling.length);
        only = Arrays.copyOf(only, ofRuling.length);
        rulings.later(looked, ruling -> {
            int[] members = ofGroup.computeIfAbsent(ruling.group().id(), id -> numbered(ruling.group()));
            ofRuling[ruling.id()] = members;
            boolean plain = members.length == 1 && !factual.get(members[0]);
            only[ruling.id()] = plain ? rowOf[members[0]] << 3 | severity[members[0]] : -1;
            verdictOf[ruling.id()] = (byte) ruling.verdict().ordinal();
        });
        looked = rulings.size();
    }

    private int[] numbered(RemedyGroup group) {
        return group.advisories().stream()
                .filter(wanted)
                .mapToInt(this::numbered)
                .toArray();
    }

    private int numbered(String advisory) {
        Integer known = advisories.get(advisory);
        if (known != null) {
            return known;
        }
        int number = advisories.size();
        if (number == rowOf.length) {
            rowOf = Arrays.copyOf(rowOf, number * 2);
            severity = Arrays.copyOf(severity, number * 2);
        }
        advisories.put(advisory, number);
        String row = grain == FindingQuery.Grain.REMEDY ? book.remedyGroupOf(advisory) : advisory;
        rowOf[number] = rows.computeIfAbsent(row, key -> rows.size());
        severity[number] =
                (byte) Severity.ofWord(book.head(advisory).severity()).ordinal();
        factual.set(number, FleetAnswers.FACTS.contains(advisory));
        return number;
    }

    /** A counter, for one thread at a time. */
    Counter counter(RulingTable table) {
        return new Counter(table);
    }

    /** Counts one set after the other. */
    final class Counter {
        private final RulingTable table;
        private final byte[] worst = new byte[rows.size()];
        private final byte[] gravest = new byte[rows.size()];
        private final int[] batch = new int[256];
        private int[] touched = new int[256];
        private int size;

        private Counter(RulingTable table) {
            this.table = table;
            Arrays.fill(worst, Byte.MAX_VALUE);
            Arrays.fill(gravest, Byte.MAX_VALUE);
        }

        /** How many rows a host with these rulings has, by {@link #cell}. */
        int[] of(RoaringBitmap rulings, Peculiar host) {
            BitSet mitigated = numbers(host.mitigated());
            RoaringBitmap apart = new RoaringBitmap();
            BatchIterator batches = rulings.getBatchIterator();
            while (batches.hasNext()) {
                int count = batches.nextBatch(batch);
                for (int i = 0; i < count; i++) {
                    int id = batch[i];
                    byte verdict = verdict(verdictOf[id], host.rolledBack());
                    int row = mitigated.isEmpty() ? only[id] : -1;
                    if (row >= 0) {
                        put(row >> 3, (byte) (row & 7), verdict);
                    } else {
                        several(id, verdict, mitigated, apart);
                    }
                }
            }
            if (!apart.isEmpty()) {
                putFacts(table.all(apart), host);
            }
            return take();
        }

        private void several(int id, byte verdict, BitSet mitigated, RoaringBitmap apart) {
            int[] members = ofRuling[id];
            if (members == null) {
                return;
            }
            for (int advisory : members) {
                if (factual.get(advisory)) {
                    apart.add(id);
                } else {
                    boolean lowered = verdict == 0 && mitigated.get(advisory);
                    put(rowOf[advisory], severity[advisory], lowered ? (byte) Verdict.MITIGATED.ordinal() : verdict);
                }
            }
        }

        /** A shipped fact and documents about the same are weighed by the one body of rules that does so. */
        private void putFacts(Collection<Ruling> rulings, Peculiar host) {
            HostEntry entry = new HostEntry(
                    new java.util.UUID(0, 0),
                    "",
                    true,
                    false,
                    true,
                    null,
                    null,
                    "normal",
                    List.of(),
                    host.rolledBack(),
                    new HostEntry.Effects(host.mitigated(), List.of()));
            Answers.byAdvisory(
                            rulings,
                            Proofs.NONE,
                            entry,
                            advisory -> FleetAnswers.FACTS.contains(advisory) && wanted.test(advisory))
                    .forEach((advisory, answer) -> {
                        int number = Objects.requireNonNull(advisories.get(advisory));
                        put(rowOf[number], severity[number], (byte)
                                answer.verdict().ordinal());
                    });
        }

        private BitSet numbers(Set<String> some) {
            BitSet numbers = new BitSet();
            for (String advisory : some) {
                Integer number = advisories.get(advisory);
                if (number != null) {
                    numbers.set(number);
                }
            }
            return numbers;
        }

        private void put(int row, byte severe, byte verdict) {
            byte before = worst[row];
            if (before == Byte.MAX_VALUE) {
                if (size == touched.length) {
                    touched = Arrays.copyOf(touched, size * 2);
                }
                touched[size++] = row;
            }
            if (verdict < before) {
                worst[row] = verdict;
            }
            if (severe < gravest[row]) {
                gravest[row] = severe;
            }
        }

        private int[] take() {
            int[] counts = new int[CELLS];
            for (int i = 0; i < size; i++) {
                int row = touched[i];
                counts[cell(worst[row], gravest[row])]++;
                worst[row] = Byte.MAX_VALUE;
                gravest[row] = Byte.MAX_VALUE;
            }
            size = 0;
            return counts;
        }
    }

    private static byte verdict(byte ordinal, boolean rolledBack) {
        return rolledBack && ordinal == Verdict.PENDING_REBOOT.ordinal() ? (byte) Verdict.EXPOSED.ordinal() : ordinal;
    }

    private static int cell(int verdict, int severity) {
        return verdict * Severity.values().length + severity;
    }

    /** The place of a verdict and a severity in counts. */
    static int cell(Verdict verdict, Severity severity) {
        return cell(verdict.ordinal(), severity.ordinal());
    }
}
