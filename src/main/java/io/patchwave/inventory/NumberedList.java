package io.patchwave.inventory;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * Items of a stored set with their numbers in the dictionary: equal items have the same number on all servers for ever, so what
 * is known of an item is found by it without a look at the item. As a list it is like any other of these items; it cannot change.
 */
public final class NumberedList<T> extends AbstractList<T> implements RandomAccess {
    private final IntFunction<? extends T> byPlace;
    private final int[] numbers;

    /** @param numbers greater than 0, one for each item */
    public NumberedList(T[] items, int[] numbers) {
        if (items.length != numbers.length) {
            throw new IllegalArgumentException(items.length + " items, " + numbers.length + " numbers");
        }
        this.byPlace = index -> items[index];
        this.numbers = numbers;
    }

    /**
     * Most of a fleet's packages are asked for by number only.
     *
     * @param finder answers the item of a number when somebody looks at it
     * @param numbers greater than 0
     */
    public NumberedList(IntFunction<? extends T> finder, int[] numbers) {
        this.byPlace = index -> finder.apply(numbers[index]);
        this.numbers = numbers;
    }

    @Override
    public T get(int index) {
        return byPlace.apply(index);
    }

    /** The number of the item at that place. */
    public int number(int index) {
        return numbers[index];
    }

    @Override
    public int size() {
        return numbers.length;
    }
}
