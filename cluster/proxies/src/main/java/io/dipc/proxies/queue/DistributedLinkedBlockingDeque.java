package io.dipc.proxies.queue;

import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A {@link LinkedBlockingDeque} that belongs to the whole cluster. It departs from its superclass where
 * more than one JVM makes a difference: elements are copies, and operations on many elements are atomic in parts only.
 * Written by Java serialization it becomes a local copy, and inside of an element a proxy of the same key. The
 * superclass's own state is never used.
 *
 * @param <E> the elements
 */
public final class DistributedLinkedBlockingDeque<E> extends LinkedBlockingDeque<E> implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient Binding binding;
    private final transient RemoteDeque<E> deque;

    /**
     * @param binding of a deque
     */
    public DistributedLinkedBlockingDeque(Binding binding) {
        super(1);
        this.binding = binding;
        this.deque = new RemoteDeque<>(binding);
    }

    @Override
    public Binding distributedBinding() {
        return binding;
    }

    @Override
    public void putFirst(E element) throws InterruptedException {
        deque.putFirst(element);
    }

    @Override
    public void putLast(E element) throws InterruptedException {
        deque.putLast(element);
    }

    @Override
    public boolean offerFirst(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return deque.offerFirst(element, timeout, unit);
    }

    @Override
    public boolean offerLast(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return deque.offerLast(element, timeout, unit);
    }

    @Override
    public E takeFirst() throws InterruptedException {
        return deque.takeFirst();
    }

    @Override
    public E takeLast() throws InterruptedException {
        return deque.takeLast();
    }

    @Override
    public E pollFirst(long timeout, TimeUnit unit) throws InterruptedException {
        return deque.pollFirst(timeout, unit);
    }

    @Override
    public E pollLast(long timeout, TimeUnit unit) throws InterruptedException {
        return deque.pollLast(timeout, unit);
    }

    @Override
    public void addFirst(E element) {
        deque.addFirst(element);
    }

    @Override
    public void addLast(E element) {
        deque.addLast(element);
    }

    @Override
    public void push(E element) {
        deque.push(element);
    }

    @Override
    public boolean offerFirst(E element) {
        return deque.offerFirst(element);
    }

    @Override
    public boolean offerLast(E element) {
        return deque.offerLast(element);
    }

    @Override
    public E pollFirst() {
        return deque.pollFirst();
    }

    @Override
    public E pollLast() {
        return deque.pollLast();
    }

    @Override
    public E removeFirst() {
        return deque.removeFirst();
    }

    @Override
    public E removeLast() {
        return deque.removeLast();
    }

    @Override
    public E pop() {
        return deque.pop();
    }

    @Override
    public E peekFirst() {
        return deque.peekFirst();
    }

    @Override
    public E peekLast() {
        return deque.peekLast();
    }

    @Override
    public E getFirst() {
        return deque.getFirst();
    }

    @Override
    public E getLast() {
        return deque.getLast();
    }

    @Override
    public boolean removeFirstOccurrence(Object sought) {
        return deque.removeFirstOccurrence(sought);
    }

    @Override
    public boolean removeLastOccurrence(Object sought) {
        return deque.removeLastOccurrence(sought);
    }

    @Override
    public Iterator<E> descendingIterator() {
        return deque.descendingIterator();
    }

    @Override
    public boolean add(E element) {
        return deque.add(element);
    }

    @Override
    public boolean offer(E element) {
        return deque.offer(element);
    }

    @Override
    public void put(E element) throws InterruptedException {
        deque.put(element);
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return deque.offer(element, timeout, unit);
    }

    @Override
    public E take() throws InterruptedException {
        return deque.take();
    }

    @Override
    public E poll() {
        return deque.poll();
    }

    @Override
    public E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return deque.poll(timeout, unit);
    }

    @Override
    public E remove() {
        return deque.remove();
    }

    @Override
    public E peek() {
        return deque.peek();
    }

    @Override
    public E element() {
        return deque.element();
    }

    @Override
    public int size() {
        return deque.size();
    }

    @Override
    public boolean isEmpty() {
        return deque.isEmpty();
    }

    @Override
    public int remainingCapacity() {
        return deque.remainingCapacity();
    }

    @Override
    public void clear() {
        deque.clear();
    }

    @Override
    public boolean contains(Object sought) {
        return deque.contains(sought);
    }

    @Override
    public boolean containsAll(Collection<?> sought) {
        return deque.containsAll(sought);
    }

    @Override
    public boolean remove(Object sought) {
        return deque.remove(sought);
    }

    @Override
    public boolean removeIf(Predicate<? super E> predicate) {
        return deque.removeIf(predicate);
    }

    @Override
    public boolean removeAll(Collection<?> others) {
        return deque.removeAll(others);
    }

    @Override
    public boolean retainAll(Collection<?> others) {
        return deque.retainAll(others);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return deque.addAll(elements);
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return deque.drainTo(target);
    }

    @Override
    public int drainTo(Collection<? super E> target, int maxElements) {
        return deque.drainTo(target, maxElements);
    }

    @Override
    public Object[] toArray() {
        return deque.toArray();
    }

    @Override
    public <T> T[] toArray(T[] array) {
        return deque.toArray(array);
    }

    @Override
    public <T> T[] toArray(IntFunction<T[]> generator) {
        return deque.toArray(generator);
    }

    @Override
    public void forEach(Consumer<? super E> action) {
        deque.forEach(action);
    }

    @Override
    public Iterator<E> iterator() {
        return deque.iterator();
    }

    @Override
    public Spliterator<E> spliterator() {
        return deque.spliterator();
    }

    @Override
    public Stream<E> stream() {
        return deque.stream();
    }

    @Override
    public Stream<E> parallelStream() {
        return deque.parallelStream();
    }

    @Override
    public String toString() {
        return deque.toString();
    }

    /** Without this the superclass, which is empty, would be written. */
    private Object writeReplace() {
        return deque.boundedForm(this, LinkedBlockingDeque::new);
    }
}
