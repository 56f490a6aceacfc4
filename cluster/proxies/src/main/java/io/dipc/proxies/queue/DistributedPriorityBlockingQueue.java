package io.dipc.proxies.queue;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.Comparator;
import java.util.concurrent.PriorityBlockingQueue;

/**
 * A {@link PriorityBlockingQueue} that belongs to the whole cluster. It departs from that as the description of the package
 * says, and in this: elements are compared when they come in and never again, and each JVM stores its own comparator, which
 * must mean the same order.
 *
 * @param <E> the elements
 */
@Forwards(PriorityBlockingQueue.class)
public final class DistributedPriorityBlockingQueue<E> extends ForwardingPriorityBlockingQueue<E>
        implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient RemotePriorityQueue<E> queue;

    /**
     * @param binding of a priority queue
     * @param comparator the order; null: the natural one
     */
    public DistributedPriorityBlockingQueue(Binding binding, Comparator<? super E> comparator) {
        this.queue = new RemotePriorityQueue<>(binding, comparator);
    }

    @Override
    RemotePriorityQueue<E> remote() {
        return queue;
    }

    @Override
    public Binding distributedBinding() {
        return queue.binding();
    }

    private Object writeReplace() {
        return queue.unboundedForm(this, () -> new PriorityBlockingQueue<E>(11, comparator()));
    }
}
