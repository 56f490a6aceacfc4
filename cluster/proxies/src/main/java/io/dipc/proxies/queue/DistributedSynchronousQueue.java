package io.dipc.proxies.queue;

import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.elements.ElementCodec;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A {@link SynchronousQueue} that belongs to the whole cluster. It departs from its superclass where more than one JVM
 * makes a difference: elements are copies, and threads are served in the order in which they came whether or not it is
 * fair. Written by Java serialization it becomes a local one, and inside of an element a proxy of the same key. The superclass's own state, which is empty like any, answers the methods for which a
 * synchronous queue has no elements.
 *
 * @param <E> the elements
 */
public final class DistributedSynchronousQueue<E> extends SynchronousQueue<E> implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient Binding binding;
    private final transient RemoteTransferQueue<E> queue;

    /**
     * @param binding of a synchronous queue
     */
    public DistributedSynchronousQueue(Binding binding) {
        this.binding = binding;
        this.queue = new RemoteTransferQueue<>(binding);
    }

    @Override
    public Binding distributedBinding() {
        return binding;
    }

    @Override
    public boolean add(E element) {
        if (offer(element)) {
            return true;
        }
        throw new IllegalStateException("Queue full");
    }

    @Override
    public boolean offer(E element) {
        return queue.tryTransfer(element);
    }

    @Override
    public void put(E element) throws InterruptedException {
        queue.transfer(element);
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return queue.tryTransfer(element, timeout, unit);
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
        return queue.remove();
    }

    @Override
    public E peek() {
        return super.peek();
    }

    @Override
    public E element() {
        return super.element();
    }

    @Override
    public int size() {
        return super.size();
    }

    @Override
    public boolean isEmpty() {
        return super.isEmpty();
    }

    @Override
    public int remainingCapacity() {
        return super.remainingCapacity();
    }

    @Override
    public void clear() {
        super.clear();
    }

    @Override
    public boolean contains(Object sought) {
        return super.contains(sought);
    }

    @Override
    public boolean containsAll(Collection<?> sought) {
        return super.containsAll(sought);
    }

    @Override
    public boolean remove(Object sought) {
        return super.remove(sought);
    }

    @Override
    public boolean removeIf(Predicate<? super E> predicate) {
        return super.removeIf(predicate);
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        return super.removeAll(others);
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        return super.retainAll(others);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        Objects.requireNonNull(elements);
        if (queue.isThis(elements)) {
            throw new IllegalArgumentException();
        }
        boolean added = false;
        for (E element : elements) {
            added |= add(element);
        }
        return added;
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return queue.drainTo(target);
    }

    @Override
    public int drainTo(Collection<? super E> target, int maxElements) {
        return queue.drainTo(target, maxElements);
    }

    @Override
    public Object[] toArray() {
        return super.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return super.toArray(array);
    }

    @Override
    public <T> T[] toArray(IntFunction<T[]> generator) {
        return super.toArray(generator);
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        super.forEach(action);
    }

    @Override
    public Iterator<E> iterator() {
        return super.iterator();
    }

    @Override
    public Spliterator<E> spliterator() {
        return super.spliterator();
    }

    @Override
    public Stream<E> stream() {
        return super.stream();
    }

    @Override
    public Stream<E> parallelStream() {
        return super.parallelStream();
    }

    @Override
    public String toString() {
        return super.toString();
    }

    /** Without this the superclass, which is local, would be written. */
    private Object writeReplace() {
        return ElementCodec.isEncoding() ? this : new SynchronousQueue<E>();
    }
}
