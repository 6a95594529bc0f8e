package io.patchwave.version;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The four numbers of a Windows file or build, compared one after the other; what is missing at the end counts as 0. */
public final class FileVersion implements Comparable<FileVersion> {
    private static final Pattern NUMBERS =
            Pattern.compile("\\s*(\\d{1,9}(?:\\.\\d{1,9}){0,7})(?![\\d.]).*", Pattern.DOTALL);

    private final int[] numbers;

    private FileVersion(int[] numbers) {
        this.numbers = numbers;
    }

    /** Reads {@code 6.1.7601.23689 (win7sp1_ldr.170209-0600)}; empty where the text does not begin with a version. */
    public static Optional<FileVersion> parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.matches()
                ? Optional.of(new FileVersion(Arrays.stream(matcher.group(1).split("\\."))
                        .mapToInt(Integer::parseInt)
                        .toArray()))
                : Optional.empty();
    }

    /** As {@link #parse}, for versions that we wrote ourselves. */
    public static FileVersion of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no version: " + text));
    }

    /** Whether this is that version or a later one. */
    public boolean isAtLeast(FileVersion other) {
        return compareTo(other) >= 0;
    }

    /** The number at a place, counted from 0; 0 where there is none. */
    public int number(int place) {
        return place < numbers.length ? numbers[place] : 0;
    }

    @Override
    public int compareTo(FileVersion other) {
        for (int i = 0; i < Math.max(numbers.length, other.numbers.length); i++) {
            int order = Integer.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < 8; i++) {
            hash = 31 * hash + number(i);
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(number(0));
        for (int i = 1; i < numbers.length; i++) {
            text.append('.').append(numbers[i]);
        }
        return text.toString();
    }
}
