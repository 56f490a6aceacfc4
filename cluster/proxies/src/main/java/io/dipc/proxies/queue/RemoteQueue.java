package io.dipc.proxies.queue;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import io.dipc.proxies.Binding;
import io.dipc.proxies.elements.ElementCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A first-in-first-out queue of the cluster: every method of {@link BlockingQueue}, as commands. Elements are turned into
 * bytes and back in the calling thread. The proxies, which must extend a class of the JDK each, forward to it; other
 * kinds of queue extend it. Thread-safe.
 *
 * @param <E> the elements
 */
class RemoteQueue<E> extends RemoteCollection<E> implements BlockingQueue<E> {

    /**
     * @param binding of a queue
     */
    RemoteQueue(Binding binding) {
        super(binding);
    }

    @Override
    public boolean offer(E element) {
        return QueueAnswer.added(handle().call(QueueCommand.offer(encode(element))));
    }

    @Override
    public void put(E element) throws InterruptedException {
        byte[] command = QueueCommand.put(encode(element));
        handle().await(command, Long.MAX_VALUE, Wait.GIVING).accept();
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        byte[] body = encode(element);
        long nanos = unit.toNanos(timeout);
        return given(nanos > 0 ? QueueCommand.put(body) : QueueCommand.offer(body), nanos);
    }

    @Override
    public E take() throws InterruptedException {
        return taken(QueueCommand.take(), Long.MAX_VALUE);
    }

    @Override
    public E poll() {
        return takenNow(QueueCommand.poll());
    }

    @Override
    public E poll(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        return taken(nanos > 0 ? QueueCommand.take() : QueueCommand.poll(), nanos);
    }

    @Override
    public E peek() {
        return seen(QueueQuery.peek());
    }

    @Override
    public int remainingCapacity() {
        // elements that came back may exceed the capacity
        return Math.max(0, capacity() - size());
    }

    /**
     * What Java serialization writes in place of a proxy: inside of elements the proxy itself, which the stream exchanges
     * for its key; else a local copy.
     *
     * @param local makes an empty queue of the JDK's class with a capacity
     */
    final Object boundedForm(Object proxy, IntFunction<? extends Collection<E>> local) {
        if (ElementCodec.isEncoding()) {
            return proxy;
        }
        List<E> contents = new ArrayList<>(this);
        // elements that came back may exceed the capacity
        Collection<E> copy = local.apply(Math.max(capacity(), contents.size()));
        copy.addAll(contents);
        return copy;
    }

    private int capacity() {
        return QueueParameters.of(handle().descriptor().parameters()).capacity();
    }

    /** As {@link #boundedForm}, of a class without a bound. */
    final Object unboundedForm(Object proxy, Supplier<? extends Collection<E>> local) {
        if (ElementCodec.isEncoding()) {
            return proxy;
        }
        Collection<E> copy = local.get();
        copy.addAll(this);
        return copy;
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
        return maxElements <= 0 ? 0 : new Drain<>(this, target).drain(maxElements);
    }

    /** Executes a command that adds an element and may wait for room. */
    final boolean given(byte[] command, long nanos) throws InterruptedException {
        Grant grant = handle().await(command, nanos, Wait.GIVING);
        if (grant == null) {
            return false;
        }
        grant.accept();
        return QueueAnswer.added(grant.answer());
    }

    /** Executes a command that gives out an element and may wait for it. */
    final E taken(byte[] command, long nanos) throws InterruptedException {
        boolean forever = nanos <= 0 || nanos == Long.MAX_VALUE;
        long begin = forever ? 0 : System.nanoTime();
        Grant grant = handle().await(command, nanos, Wait.TAKING);
        while (isUnordered(grant)) {
            order(grant);
            long left = forever ? nanos : Math.max(1, nanos - (System.nanoTime() - begin));
            grant = handle().await(command, left, Wait.TAKING);
        }
        return received(grant);
    }

    /** Executes a command that gives out an element, if there is one. */
    final E takenNow(byte[] command) {
        Grant grant = grantedNow(command, Wait.UNINTERRUPTIBLY);
        while (isUnordered(grant)) {
            order(grant);
            grant = grantedNow(command, Wait.CONTINUING);
        }
        return received(grant);
    }

    private static boolean isUnordered(Grant grant) {
        return grant != null && QueueAnswer.unordered(grant.answer());
    }

    /** The home does not know which element comes first. */
    final void order(Grant grant) {
        grant.acceptLater();
        order();
    }

    /** Finds places for the elements that have none. Only priority queues have such. */
    void order() {
        throw new IllegalStateException(key() + ": elements without a place in " + getClass());
    }

    /** Executes a command that gives something out and does not wait. */
    final Grant grantedNow(byte[] command, Wait wait) {
        return granted(command, 0, wait);
    }

    /** Executes a command that gives something out, and waits uninterruptibly. */
    final Grant granted(byte[] command, long nanos, Wait wait) {
        try {
            return handle().await(command, nanos, wait);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted in an uninterruptible wait", e);
        }
    }

    /** Asks for an element that stays. */
    final E seen(byte[] query) {
        byte[] answer = handle().query(query);
        while (QueueAnswer.unordered(answer)) {
            order();
            answer = handle().query(query);
        }
        byte[] body = QueueAnswer.element(answer);
        return body == null ? null : decode(body);
    }

    /** Accepts an element once it could be read; else it stays in the queue. */
    private E received(Grant grant) {
        if (grant == null) {
            return null;
        }
        byte[] body = QueueAnswer.element(grant.answer());
        if (body == null) {
            grant.acceptLater();
            return null;
        }
        E element;
        try {
            element = decode(body);
        } catch (Throwable e) {
            grant.decline();
            throw e;
        }
        grant.accept();
        return element;
    }
}
