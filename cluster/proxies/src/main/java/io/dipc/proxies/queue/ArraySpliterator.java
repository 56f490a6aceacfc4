package io.dipc.proxies.queue;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A spliterator over what is there when it is used first, as the JDK's queues have it whose order an iteration does not
 * show. Not thread-safe.
 *
 * @param <E> the elements
 */
final class ArraySpliterator<E> implements Spliterator<E> {
    private final Supplier<Object[]> source;
    private final int characteristics;
    private Spliterator<E> bound;

    /**
     * @param characteristics beside that the size is known
     */
    ArraySpliterator(Supplier<Object[]> source, int characteristics) {
        this.source = source;
        this.characteristics = characteristics;
    }

    @Override
    public boolean tryAdvance(Consumer<? super E> action) {
        return bound().tryAdvance(action);
    }

    @Override
    public void forEachRemaining(Consumer<? super E> action) {
        bound().forEachRemaining(action);
    }

    @Override
    public Spliterator<E> trySplit() {
        return bound().trySplit();
    }

    @Override
    public long estimateSize() {
        return bound().estimateSize();
    }

    @Override
    public int characteristics() {
        return characteristics | SIZED | SUBSIZED;
    }

    @Override
    public Comparator<? super E> getComparator() {
        throw new IllegalStateException();
    }

    private Spliterator<E> bound() {
        if (bound == null) {
            bound = Spliterators.spliterator(source.get(), characteristics);
        }
        return bound;
    }
}
