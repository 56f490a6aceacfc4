package io.dipc.proxies.queue;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import io.dipc.proxies.HandleSource;
import io.dipc.proxies.elements.ElementCodec;
import java.util.concurrent.TimeUnit;

/**
 * The operations of a queue that concern one element, as commands. Elements are turned into bytes and back in the
 * calling thread. Thread-safe. Checks its arguments as {@code java.util.concurrent} does; the methods keep to the
 * contracts of {@link java.util.concurrent.BlockingQueue}.
 *
 * @param <E> the elements
 */
final class RemoteQueue<E> {
    private final HandleSource handles;
    private final ElementCodec codec;

    RemoteQueue(HandleSource handles, ElementCodec codec) {
        this.handles = handles;
        this.codec = codec;
    }

    ObjectHandle handle() {
        return handles.get();
    }

    String key() {
        return handle().key();
    }

    boolean offer(E element) {
        return QueueAnswer.added(handle().call(QueueCommand.offer(encode(element))));
    }

    void put(E element) throws InterruptedException {
        byte[] command = QueueCommand.put(encode(element));
        handle().await(command, Long.MAX_VALUE, Wait.GIVING).accept();
    }

    boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        byte[] body = encode(element);
        long nanos = unit.toNanos(timeout);
        Grant grant = handle().await(nanos > 0 ? QueueCommand.put(body) : QueueCommand.offer(body), nanos, Wait.GIVING);
        if (grant == null) {
            return false;
        }
        grant.accept();
        return QueueAnswer.added(grant.answer());
    }

    E take() throws InterruptedException {
        return received(handle().await(QueueCommand.take(), Long.MAX_VALUE, Wait.TAKING));
    }

    E poll() {
        try {
            return received(handle().await(QueueCommand.poll(), 0, Wait.UNINTERRUPTIBLY));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted in an uninterruptible wait", e);
        }
    }

    E poll(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        return received(handle().await(nanos > 0 ? QueueCommand.take() : QueueCommand.poll(), nanos, Wait.TAKING));
    }

    E peek() {
        byte[] body = QueueAnswer.element(handle().query(QueueQuery.peek()));
        return body == null ? null : decode(body);
    }

    int size() {
        return QueueAnswer.count(handle().query(QueueQuery.size()));
    }

    int remainingCapacity() {
        int capacity = QueueParameters.of(handle().descriptor().parameters()).capacity();
        // elements that came back may exceed the capacity
        return Math.max(0, capacity - size());
    }

    void clear() {
        handle().call(QueueCommand.clear());
    }

    byte[] encode(Object element) {
        if (element == null) {
            throw new NullPointerException();
        }
        return codec.encode(element, key());
    }

    @SuppressWarnings("unchecked") // as in the JDK's queues, an element is whatever was put
    E decode(byte[] body) {
        return (E) codec.decode(body, key());
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
