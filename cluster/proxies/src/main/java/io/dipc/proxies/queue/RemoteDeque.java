package io.dipc.proxies.queue;

import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueQuery;
import io.dipc.proxies.Binding;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * A deque of the cluster: every method of {@link BlockingDeque}, as commands. The methods of a queue are those of its
 * superclass, with what {@link java.util.concurrent.LinkedBlockingDeque} does differently: a thread that is interrupted
 * before {@code put} or {@code take} notices only if it would have to wait, and {@code addAll} reads all elements first.
 * Thread-safe.
 *
 * @param <E> the elements
 */
final class RemoteDeque<E> extends RemoteQueue<E> implements BlockingDeque<E> {

    /**
     * @param binding of a deque
     */
    RemoteDeque(Binding binding) {
        super(binding);
    }

    @Override
    String fullMessage() {
        return "Deque full";
    }

    @Override
    public boolean add(E element) {
        addLast(element);
        return true;
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return addAllTogether(elements);
    }

    @Override
    public void addFirst(E element) {
        checkAdded(offerFirst(element));
    }

    @Override
    public void addLast(E element) {
        checkAdded(offer(element));
    }

    @Override
    public void push(E element) {
        addFirst(element);
    }

    @Override
    public boolean offerFirst(E element) {
        return QueueAnswer.added(handle().call(QueueCommand.offerFirst(encode(element))));
    }

    @Override
    public boolean offerLast(E element) {
        return offer(element);
    }

    @Override
    public void putFirst(E element) throws InterruptedException {
        if (!isInterrupted() || !offerFirst(element)) {
            given(QueueCommand.putFirst(encode(element)), Long.MAX_VALUE);
        }
    }

    @Override
    public void put(E element) throws InterruptedException {
        if (!isInterrupted() || !offer(element)) {
            super.put(element);
        }
    }

    @Override
    public void putLast(E element) throws InterruptedException {
        put(element);
    }

    @Override
    public boolean offerFirst(E element, long timeout, TimeUnit unit) throws InterruptedException {
        byte[] body = encode(element);
        long nanos = unit.toNanos(timeout);
        return given(nanos > 0 ? QueueCommand.putFirst(body) : QueueCommand.offerFirst(body), nanos);
    }

    @Override
    public boolean offerLast(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return offer(element, timeout, unit);
    }

    @Override
    public E take() throws InterruptedException {
        E element = isInterrupted() ? poll() : null;
        return element != null ? element : super.take();
    }

    @Override
    public E takeFirst() throws InterruptedException {
        return take();
    }

    @Override
    public E takeLast() throws InterruptedException {
        E element = isInterrupted() ? pollLast() : null;
        return element != null ? element : taken(QueueCommand.takeLast(), Long.MAX_VALUE);
    }

    @Override
    public E pollFirst() {
        return poll();
    }

    @Override
    public E pollLast() {
        return takenNow(QueueCommand.pollLast());
    }

    @Override
    public E pollFirst(long timeout, TimeUnit unit) throws InterruptedException {
        return poll(timeout, unit);
    }

    @Override
    public E pollLast(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        return taken(nanos > 0 ? QueueCommand.takeLast() : QueueCommand.pollLast(), nanos);
    }

    @Override
    public E removeFirst() {
        return remove();
    }

    @Override
    public E removeLast() {
        return present(pollLast());
    }

    @Override
    public E pop() {
        return remove();
    }

    @Override
    public E peekFirst() {
        return peek();
    }

    @Override
    public E peekLast() {
        return seen(QueueQuery.peekLast());
    }

    @Override
    public E getFirst() {
        return element();
    }

    @Override
    public E getLast() {
        return present(peekLast());
    }

    @Override
    public boolean removeFirstOccurrence(Object sought) {
        return remove(sought);
    }

    @Override
    public boolean removeLastOccurrence(Object sought) {
        return removeFound(sought, Pages.backwards(this));
    }

    @Override
    public Iterator<E> descendingIterator() {
        return new ElementIterator<>(this, Pages.backwards(this));
    }

    private void checkAdded(boolean added) {
        if (!added) {
            throw new IllegalStateException(fullMessage());
        }
    }

    private E present(E element) {
        if (element == null) {
            throw new NoSuchElementException();
        }
        return element;
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }
}
