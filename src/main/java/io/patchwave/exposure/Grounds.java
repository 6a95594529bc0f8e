package io.patchwave.exposure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Why a verdict is what it is, without the proof a single machine gives for it: the few hundred distinct combinations of a
 * fleet, each one object, so that whoever rules on millions of pairs compares and allocates nothing. Obtain by {@link #of} once
 * and keep.
 */
public final class Grounds {
    /** The rule of what ships with the server: it decides before documents do (exposure-rules 0.3). */
    public static final String FACT = "F1";

    /** The rule of a machine below the service pack that updates are made for: even a fact gives way to it. */
    public static final String NO_UPDATE_EXISTS = "R9";

    private static final Map<Content, Grounds> KNOWN = new ConcurrentHashMap<>();
    private static final List<Grounds> BY_NUMBER = new CopyOnWriteArrayList<>();

    private final Content content;
    private final int number;

    private record Content(
            Verdict verdict, String rule, @Nullable String reason, Confidence confidence) {}

    private Grounds(Content content, int number) {
        this.content = content;
        this.number = number;
    }

    /**
     * The one object for this combination.
     *
     * @param rule short name of the rule that decided: {@code R4}, {@code F1}, {@code rpm}, {@code deb}
     * @param reason code for unknown, and for "exposed but nothing to offer"; null otherwise
     */
    public static Grounds of(Verdict verdict, String rule, @Nullable String reason, Confidence confidence) {
        return KNOWN.computeIfAbsent(new Content(verdict, rule, reason, confidence), Grounds::numbered);
    }

    private static synchronized Grounds numbered(Content content) {
        Grounds grounds = new Grounds(content, BY_NUMBER.size());
        BY_NUMBER.add(grounds);
        return grounds;
    }

    /** That with the {@link #number()}. */
    static Grounds at(int number) {
        return BY_NUMBER.get(number);
    }

    public Verdict verdict() {
        return content.verdict();
    }

    public String rule() {
        return content.rule();
    }

    public @Nullable String reason() {
        return content.reason();
    }

    public Confidence confidence() {
        return content.confidence();
    }

    /** Small, from 0, and of this process only: an index for arrays, never stored. */
    public int number() {
        return number;
    }

    @Override
    public String toString() {
        return content.toString();
    }
}
