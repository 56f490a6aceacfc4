package io.dipc.memory.cache;

import java.util.function.Consumer;
import java.util.function.Predicate;

/** Something of some pages: an array, since in a region that is in use there is something of most. Not thread-safe. */
final class PageTable<V> {
    private final Object[] values;
    private int size;

    PageTable(int pages) {
        values = new Object[pages];
    }

    /** What there is of a page, or null. */
    @SuppressWarnings("unchecked")
    V get(int page) {
        return (V) values[page];
    }

    void put(int page, V value) {
        if (values[page] == null) {
            size++;
        }
        values[page] = value;
    }

    /** Answers what there was, or null. */
    V remove(int page) {
        V value = get(page);
        if (value != null) {
            values[page] = null;
            size--;
        }
        return value;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        removeIf(value -> true);
    }

    /** In the order of pages. */
    void forEach(Consumer<V> action) {
        for (int page = 0, left = size; left > 0 && page < values.length; page++) {
            V value = get(page);
            if (value != null) {
                left--;
                action.accept(value);
            }
        }
    }

    /** In the order of pages. */
    void removeIf(Predicate<V> which) {
        for (int page = 0, left = size; left > 0; page++) {
            V value = get(page);
            if (value != null) {
                left--;
                if (which.test(value)) {
                    remove(page);
                }
            }
        }
    }
}
