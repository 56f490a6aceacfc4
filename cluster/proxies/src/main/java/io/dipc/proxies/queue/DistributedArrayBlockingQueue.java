package io.dipc.proxies.queue;

import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An {@link ArrayBlockingQueue} that belongs to the whole cluster. It departs from its superclass where
 * more than one JVM makes a difference: elements are copies, operations on many elements are atomic in parts only, and
 * it cannot be serialised. The superclass's own state is never used.
 *
 * @param <E> the elements
 */
public final class DistributedArrayBlockingQueue<E> extends ArrayBlockingQueue<E> implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient Binding binding;
    private final transient RemoteQueue<E> queue;
    private final transient BulkOperations<E> bulk;

    /**
     * @param binding of a fifo queue
     */
    public DistributedArrayBlockingQueue(Binding binding) {
        super(1);
        this.binding = binding;
        this.queue = new RemoteQueue<>(binding.handles(), binding.codec());
        this.bulk = new BulkOperations<>(queue);
    }

    @Override
    public Binding distributedBinding() {
        return binding;
    }

    @Override
    public boolean add(E element) {
        if (queue.offer(element)) {
            return true;
        }
        throw new IllegalStateException("Queue full");
    }

    @Override
    public boolean offer(E element) {
        return queue.offer(element);
    }

    @Override
    public void put(E element) throws InterruptedException {
        queue.put(element);
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return queue.offer(element, timeout, unit);
    }

    @Override
    public E take() throws InterruptedException {
        return queue.take();
    }

    @Override
    public E poll() {
        return queue.poll();
    }

    @Override
    public E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return queue.poll(timeout, unit);
    }

    @Override
    public E remove() {
        E element = queue.poll();
        if (element == null) {
            throw new NoSuchElementException();
        }
        return element;
    }

    @Override
    public E peek() {
        return queue.peek();
    }

    @Override
    public E element() {
        E element = queue.peek();
        if (element == null) {
            throw new NoSuchElementException();
        }
        return element;
    }

    @Override
    public int size() {
        return queue.size();
    }

    @Override
    public boolean isEmpty() {
        return queue.size() == 0;
    }

    @Override
    public int remainingCapacity() {
        return queue.remainingCapacity();
    }

    @Override
    public void clear() {
        queue.clear();
    }

    @Override
    public boolean contains(Object sought) {
        return bulk.contains(sought);
    }

    @Override
    public boolean containsAll(Collection<?> sought) {
        return bulk.containsAll(sought);
    }

    @Override
    public boolean remove(Object sought) {
        return bulk.remove(sought);
    }

    @Override
    public boolean removeIf(Predicate<? super E> predicate) {
        return bulk.removeIf(predicate);
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        Objects.requireNonNull(others);
        return bulk.removeIf(others::contains);
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        Objects.requireNonNull(others);
        return bulk.removeIf(element -> !others.contains(element));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        Objects.requireNonNull(elements);
        if (isThis(elements)) {
            throw new IllegalArgumentException();
        }
        return new Addition(queue).addAll(elements);
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> target, int maxElements) {
        Objects.requireNonNull(target);
        if (isThis(target)) {
            throw new IllegalArgumentException();
        }
        return maxElements <= 0 ? 0 : new Drain<>(queue, target).drain(maxElements);
    }

    @Override
    public Object[] toArray() {
        return bulk.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        Objects.requireNonNull(array);
        return Arrays.asList(bulk.toArray()).toArray(array);
    }

    @Override
    public <T> T[] toArray(IntFunction<T[]> generator) {
        return toArray(generator.apply(0));
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        Objects.requireNonNull(action);
        iterator().forEachRemaining(action);
    }

    @Override
    public Iterator<E> iterator() {
        return new ElementIterator<>(queue);
    }

    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliterator(this, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
    }

    @Override
    public Stream<E> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    public Stream<E> parallelStream() {
        return StreamSupport.stream(spliterator(), true);
    }

    @Override
    public String toString() {
        return Arrays.toString(bulk.toArray());
    }

    /** Whether it is this queue, perhaps by another proxy. */
    private boolean isThis(Object other) {
        return other == this
                || other instanceof DistributedProxy proxy
                        && proxy.distributedKey().equals(distributedKey());
    }

    /** Without this the superclass, which is empty, would be written. */
    private Object writeReplace() throws NotSerializableException {
        throw new NotSerializableException(getClass().getName());
    }
}
