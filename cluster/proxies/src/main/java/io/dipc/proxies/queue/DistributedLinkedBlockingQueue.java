package io.dipc.proxies.queue;

import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A {@link LinkedBlockingQueue} that belongs to the whole cluster. It departs from its superclass where
 * more than one JVM makes a difference: elements are copies, and operations on many elements are atomic in parts only.
 * Written by Java serialization it becomes a local copy, and inside of an element a proxy of the same key. The
 * superclass's own state is never used.
 *
 * @param <E> the elements
 */
public final class DistributedLinkedBlockingQueue<E> extends LinkedBlockingQueue<E> implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient Binding binding;
    private final transient RemoteQueue<E> queue;

    /**
     * @param binding of a fifo queue
     */
    public DistributedLinkedBlockingQueue(Binding binding) {
        super(1);
        this.binding = binding;
        this.queue = new RemoteQueue<>(binding);
    }

    @Override
    public Binding distributedBinding() {
        return binding;
    }

    @Override
    public boolean add(E element) {
        return queue.add(element);
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
        return queue.remove();
    }

    @Override
    public E peek() {
        return queue.peek();
    }

    @Override
    public E element() {
        return queue.element();
    }

    @Override
    public int size() {
        return queue.size();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
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
        return queue.contains(sought);
    }

    @Override
    public boolean containsAll(Collection<?> sought) {
        return queue.containsAll(sought);
    }

    @Override
    public boolean remove(Object sought) {
        return queue.remove(sought);
    }

    @Override
    public boolean removeIf(Predicate<? super E> predicate) {
        return queue.removeIf(predicate);
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        return queue.removeAll(others);
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        return queue.retainAll(others);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return queue.addAll(elements);
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
        return queue.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return queue.toArray(array);
    }

    @Override
    public <T> T[] toArray(IntFunction<T[]> generator) {
        return queue.toArray(generator);
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        queue.forEach(action);
    }

    @Override
    public Iterator<E> iterator() {
        return queue.iterator();
    }

    @Override
    public Spliterator<E> spliterator() {
        return queue.spliterator();
    }

    @Override
    public Stream<E> stream() {
        return queue.stream();
    }

    @Override
    public Stream<E> parallelStream() {
        return queue.parallelStream();
    }

    @Override
    public String toString() {
        return queue.toString();
    }

    /** Without this the superclass, which is empty, would be written. */
    private Object writeReplace() {
        return queue.boundedForm(this, LinkedBlockingQueue::new);
    }
}
