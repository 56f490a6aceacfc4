package io.dipc.proxies.queue;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.elements.ElementCodec;
import java.util.Collection;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * A {@link SynchronousQueue} that belongs to the whole cluster. It departs from that as the description of the package says,
 * and in this: threads are served in the order in which they came whether or not it is fair. The superclass's own state,
 * which is empty like any, answers the methods for which a synchronous queue has no elements.
 *
 * @param <E> the elements
 */
@Forwards(
        value = SynchronousQueue.class,
        toSuperclass =
                "add remove peek element size isEmpty remainingCapacity clear contains containsAll removeIf removeAll"
                        + " retainAll toArray forEach iterator spliterator stream parallelStream toString")
public final class DistributedSynchronousQueue<E> extends ForwardingSynchronousQueue<E> implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient RemoteTransferQueue<E> queue;

    /**
     * @param binding of a synchronous queue
     */
    public DistributedSynchronousQueue(Binding binding) {
        this.queue = new RemoteTransferQueue<>(binding);
    }

    @Override
    RemoteTransferQueue<E> remote() {
        return queue;
    }

    @Override
    public Binding distributedBinding() {
        return queue.binding();
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
    public boolean addAll(Collection<? extends E> elements) {
        if (queue.isThis(elements)) {
            throw new IllegalArgumentException();
        }
        return super.addAll(elements);
    }

    private Object writeReplace() {
        return ElementCodec.isEncoding() ? this : new SynchronousQueue<E>();
    }
}
